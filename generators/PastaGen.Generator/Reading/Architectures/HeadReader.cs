using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Reading;

/// <summary>Reads how an architecture's checkpoints hold heads: the nearest attribute of each kind. Some kinds of heads are held alike.</summary>
internal static class HeadReader
{
    public static EquatableArray<CheckpointHeadSpec> Read(FoundInterface architecture) =>
        HeadKinds.All.Where(kind => kind.ArchitectureAttribute is not null).GroupBy(kind => kind.ArchitectureAttribute)
            .Select(alike => Read(architecture, alike.First())).OfType<CheckpointHeadSpec>().ToEquatableArray();

    private static CheckpointHeadSpec? Read(FoundInterface architecture, HeadKind kind)
    {
        foreach (var each in architecture.NearestFirst)
            if (each.Attribute(kind.ArchitectureAttribute!) is var (data, anchor) && data.Text("name") is { } name)
                return new()
                {
                    Anchor = anchor,
                    Kind = kind,
                    Name = name,
                    Reads = data.Member<HeadInput>("reads"),
                    ReadsKey = data.Text("ReadsKey"),
                    Dense = data.Text("Dense"),
                    DenseHasBias = data.Truth("DenseHasBias") ?? true,
                    Activation = data.Member<Activation>("Activation"),
                    ActivationKey = data.Text("ActivationKey"),
                    Norm = data.Text("Norm"),
                    NormHasBias = data.Truth("NormHasBias") ?? true,
                    DropsInput = data.Truth("DropsInput") ?? false,
                    Dropout = data.Member<HeadDropout>("Dropout") ?? HeadDropout.Classifier,
                };
        return null;
    }
}
