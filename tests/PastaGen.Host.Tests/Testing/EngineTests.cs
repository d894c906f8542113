namespace PastaGen.Host.Tests.Testing;

/// <summary>Tests that compute run one after another: the engine's random generator is one for the process.</summary>
[CollectionDefinition(Name)]
public sealed class EngineTests
{
    internal const string Name = "engine";
}
