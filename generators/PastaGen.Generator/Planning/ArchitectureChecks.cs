using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Planning;

/// <summary>What is wrong with an architecture, whether or not a model uses it.</summary>
internal static class ArchitectureChecks
{
    /// <summary>The mistakes of an architecture; every anchor lies in its interfaces.</summary>
    public static EquatableArray<Complaint> Check(ArchitectureSpec architecture) => [];
}
