using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PastaGen.Generator.Tests;

/// <summary>An additional file of a project that exists in memory alone.</summary>
internal sealed class ConfigFile(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
