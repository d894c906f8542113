using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>Gradients by reverse-mode differentiation.</summary>
    public static class autograd
    {
        /// <summary>The gradients of outputs with respect to inputs; null where one is unused and that is allowed.</summary>
        /// <exception cref="PastaGen.LibTorch.TorchException">An input is unused, or an output has no history.</exception>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] from = Handles(outputs), to = Handles(inputs), seeds = Handles(grad_outputs);
            var found = new nint[inputs.Count];
            fixed (nint* fromFirst = from, toFirst = to, seedFirst = seeds, foundFirst = found)
            {
                Native.Check(
                    Native.pastagen_grad(
                        fromFirst, from.Length, toFirst, to.Length, seedFirst, seeds.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, foundFirst),
                    "gradients");
            }
            GC.KeepAlive((outputs, inputs, grad_outputs));
            return [.. found.Select(one => one == 0 ? null! : new Tensor(one))];
        }

        /// <summary>Adds the gradients of tensors to the leaves they came from, or to the given inputs alone.</summary>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            nint[] from = Handles(tensors), seeds = Handles(grad_tensors), to = Handles(inputs);
            fixed (nint* fromFirst = from, seedFirst = seeds, toFirst = to)
            {
                Native.Check(
                    Native.pastagen_backward(fromFirst, from.Length, seedFirst, seeds.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, toFirst, to.Length),
                    "backward");
            }
            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        /// <summary>Adds the gradients of a tensor to the leaves it came from.</summary>
        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds the gradients of a tensor, weighted by one of its own shape, to the leaves it came from.</summary>
        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Handle)];
    }
}
