using PastaGen.Host;
using PastaGen.Models;

return await PastaHost.RunAsync(args, CompiledModels.All);
