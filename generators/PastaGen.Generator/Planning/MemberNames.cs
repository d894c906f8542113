namespace PastaGen.Generator.Planning;

/// <summary>Names of members of the emitted model, kept apart from those that every model has.</summary>
internal static class MemberNames
{
    private static readonly string[] Reserved =
    [
        "Facts", "Shape", "Config", "Load", "Loss", "InitializeTrained", "StartFromBackbone", "TrainedTensors", "ParameterGroups", "Head", "Plan", "Network", "Dispose",
        "Definition", "LoadBackbone", "BackboneParameters", "AdaptationParameters", "HeadParameters", "TrainedParameters", "DeltaBytes",
        "ActivationCheckpointing", "RunLayer",
    ];

    /// <summary>The name, with a suffix where every model has a member of that name.</summary>
    public static string Of(string name, string suffix) => Reserved.Contains(name) ? name + suffix : name;
}
