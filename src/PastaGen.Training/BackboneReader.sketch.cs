namespace PastaGen.Training;
/* The seam: signatures that emitted code calls. Implemented by the training room. */
public sealed class BackboneReader
{
    /// Sets module.weight (and bias) from `name + ".weight"` / `".bias"` (prefix optional, gamma/beta spellings for norms), requires_grad by state,
    /// dtype/device as the load asked. Collects missing / misshapen instead of throwing at the first; the caller of TaskModel.Load reads the report.
    public void Embedding(TorchSharp.Modules.Embedding module, string name, ParameterState weight) => throw new NotSupportedException();
    public void Linear(TorchSharp.Modules.Linear module, string name, ParameterState weight, ParameterState bias) => throw new NotSupportedException();
    public void LayerNorm(TorchSharp.Modules.LayerNorm module, string name, ParameterState weight, ParameterState bias) => throw new NotSupportedException();
    /// Linear that a file may lack: true when it was there and is loaded; where it is missing and needed, the report says so with the reason.
    public bool OptionalLinear(TorchSharp.Modules.Linear module, string name, ParameterState weight, ParameterState bias, bool needed) => throw new NotSupportedException();
    /// A head that a file may lack, under its own name without the prefix: loaded where its shape fits.
    public bool OptionalHead(TorchSharp.Modules.Linear module, string name) => throw new NotSupportedException();
}
