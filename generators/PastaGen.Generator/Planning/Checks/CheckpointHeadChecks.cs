using PastaGen.Generator.Planning.Blocks;
using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether the heads that an architecture's checkpoints hold can stand on its encoder.</summary>
internal static class CheckpointHeadChecks
{
    public static void Check(ArchitectureSpec architecture, List<Complaint> complaints)
    {
        foreach (var head in architecture.Heads)
        {
            Reading(head, architecture, complaints);
            if (head.Kind.LabelsAreWords) Words(head, architecture, complaints);
            Settings(head, complaints);
        }
    }

    private static void Reading(CheckpointHeadSpec head, ArchitectureSpec architecture, List<Complaint> complaints)
    {
        if (head.Reads != HeadInput.PooledOutput) return;
        if (!architecture.Members.Any(member => BlockKinds.Find(member.Block?.Kind)?.Placement == Placement.Pooler))
            complaints.Add(new(ComplaintIds.HeadReadsMissingPooler, head.Anchor with { Argument = "1" }, [architecture.Type.Name]));
        if (head.ReadsKey is not null)
            complaints.Add(new(ComplaintIds.HeadReadsByKeyAndPooler, head.Anchor with { Argument = "ReadsKey" }, [head.Kind.ArchitectureAttributeName]));
    }

    private static void Words(CheckpointHeadSpec head, ArchitectureSpec architecture, List<Complaint> complaints)
    {
        var kinds = architecture.Members.Where(member => member.Block?.Weights.Any(weights => weights.Role == nameof(Role.Words)) == true)
            .Select(member => BlockKinds.Find(member.Block!.Kind)!).ToArray();
        if (kinds.Length == 0) complaints.Add(new(ComplaintIds.HeadWithoutWords, head.Anchor, [architecture.Type.Name]));
        else if (head.Dense is null && Width(kinds[0], architecture) is { Method: null, Dimension: not Dimension.Hidden })
            complaints.Add(new(ComplaintIds.HeadWiderThanWords, head.Anchor, [architecture.Type.Name]));
    }

    private static Extent Width(BlockKind kind, ArchitectureSpec architecture) =>
        kind.Roles.First(rule => rule.Role == nameof(Role.Words)).Settled(BlockKinds.HasProjection(architecture)).Shape[1];

    private static void Settings(CheckpointHeadSpec head, List<Complaint> complaints)
    {
        if (head.Dense is null)
        {
            Ask(ComplaintIds.HeadSettingWithoutDense, "Activation", head.Activation is not null);
            Ask(ComplaintIds.HeadSettingWithoutDense, "ActivationKey", head.ActivationKey is not null);
            Ask(ComplaintIds.HeadSettingWithoutDense, "Norm", head.Norm is not null);
            Ask(ComplaintIds.HeadSettingWithoutDense, "DropsInput", head.DropsInput);
            Ask(ComplaintIds.HeadSettingWithoutDense, "DenseHasBias", !head.DenseHasBias);
        }
        if (head.Norm is null) Ask(ComplaintIds.HeadSettingWithoutNorm, "NormHasBias", !head.NormHasBias);

        void Ask(string id, string setting, bool isNamed)
        {
            if (isNamed) complaints.Add(new(id, head.Anchor with { Argument = setting }, [head.Kind.ArchitectureAttributeName, setting]));
        }
    }
}
