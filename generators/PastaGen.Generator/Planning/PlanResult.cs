using PastaGen.Generator.Planning.Complaints;
using PastaGen.Generator.Planning.Plans;

namespace PastaGen.Generator.Planning;

/// <summary>What planning gives: a plan, or what is wrong with the declaration. Complaints that only warn may stand beside a plan.</summary>
/// <param name="Plan">The plan; null where the declaration has a mistake.</param>
/// <param name="Complaints">The mistakes.</param>
internal sealed record PlanResult(Plan? Plan, EquatableArray<Complaint> Complaints);
