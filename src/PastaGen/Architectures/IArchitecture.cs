namespace PastaGen;

/// <summary>
/// Marks an interface that declares an architecture: its blocks, their parameters and the names that these bear in a checkpoint.
/// Nothing has to be implemented; the modules that the compiler emits for a model implement it.
/// </summary>
public interface IArchitecture;
