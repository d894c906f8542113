using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning.Checks;

/// <summary>Whether a class can have an emitted half.</summary>
internal static class DeclarationChecks
{
    public static IEnumerable<Complaint> Check(DeclarationSpec declaration)
    {
        if (declaration.Obstacle is { } obstacle)
            yield return new(ComplaintIds.UnsuitableClass, new(declaration.MetadataName), [declaration.Name, obstacle]);
        if (!declaration.IsPartial)
            yield return new(ComplaintIds.NotPartial, new(declaration.MetadataName), [declaration.Name], "partial");
        foreach (var type in declaration.ContainingTypes)
            if (!type.IsPartial)
                yield return new(ComplaintIds.NotPartial, new(type.MetadataName), [type.Name], "partial");
    }
}
