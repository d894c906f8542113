namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains, or keeps frozen.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Takes over a tensor's data; the tensor is empty afterwards, and its scope owns the parameter.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(Take(data, requires_grad, out var scope), register: false)
    {
        // The tensor was counted when it came into being, and the parameter is that tensor under another name.
        scope?.Add(this);
    }

    private static nint Take(torch.Tensor data, bool requires_grad, out DisposeScope? scope)
    {
        data.requires_grad = requires_grad;
        scope = data.Scope;
        scope?.MoveToOther(null, data);
        return data.DecoupleFromNativeHandle();
    }
}
