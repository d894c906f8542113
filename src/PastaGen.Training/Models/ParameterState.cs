namespace PastaGen.Training;

/// <summary>What training does with a parameter. Every parameter of a plan has exactly one state.</summary>
public enum ParameterState
{
    /// <summary>Loaded from the backbone and never changed; it has no gradient.</summary>
    Frozen,

    /// <summary>Loaded from the backbone and trained.</summary>
    Trained,

    /// <summary>Added by an adaptation, and trained.</summary>
    Adapted,

    /// <summary>Given fresh values instead of the backbone's, and trained: a new head.</summary>
    Reset,
}
