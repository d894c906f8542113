namespace PastaGen.Generator;

/// <summary>Names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    public const string Reading = nameof(Reading);
    public const string Configuration = nameof(Configuration);
    public const string Planning = nameof(Planning);
    public const string Naming = nameof(Naming);
    public const string Emitting = nameof(Emitting);
    public const string Registry = nameof(Registry);
}
