namespace PastaGen.HostedProgram;

/// <summary>Where a run reads and writes; bound from the section <c>Files</c> of the configuration.</summary>
internal sealed class TrainingFiles
{
    /// <summary>The pretrained encoder's folder.</summary>
    public string Backbone { get; set; } = "";

    /// <summary>The file to learn from.</summary>
    public string Train { get; set; } = "";

    /// <summary>The file to judge by.</summary>
    public string Dev { get; set; } = "";

    /// <summary>The folder of the run.</summary>
    public string Output { get; set; } = "";
}
