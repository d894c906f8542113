using PastaGen.BackboneBenchmark;
using PastaGen.Host;

return await PastaHost.RunAsync(args, [.. PastaGen.Models.CompiledModels.All, .. CompiledModels.All]);
