using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host;

/// <summary>What every verb of one run shares.</summary>
/// <param name="Models">The models that the program offers.</param>
/// <param name="Terminal">Where the verb reads and writes.</param>
/// <param name="CommandLine">The command line as it was typed, the program first.</param>
internal sealed record Session(IReadOnlyList<ModelDefinition> Models, Terminal Terminal, IReadOnlyList<string> CommandLine);
