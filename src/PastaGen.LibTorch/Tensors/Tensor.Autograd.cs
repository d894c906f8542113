using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <content>Gradients.</content>
    public partial class Tensor
    {
        /// <summary>Whether gradients with respect to this tensor are wanted, or flow through it.</summary>
        public bool requires_grad
        {
            get => Alive(Native.pastagen_tensor_requires_grad(Handle)) != 0;
            set => Native.Check(Alive(Native.pastagen_tensor_set_requires_grad(Handle, value ? 1 : 0)), "requires_grad");
        }

        /// <summary>Whether the tensor was made by hand rather than by a recorded operation.</summary>
        public bool is_leaf
        {
            get
            {
                int leaf;
                Native.Check(Alive(Native.pastagen_tensor_is_leaf(Handle, &leaf)), "is_leaf");
                return leaf != 0;
            }
        }

        /// <summary>The gradient that backward passes have added up; null before the first. A new owner at each call.</summary>
        public Tensor? grad
        {
            get
            {
                nint found;
                Native.Check(Alive(Native.pastagen_tensor_grad(Handle, &found)), "reading a gradient");
                return found == 0 ? null : new Tensor(found);
            }
            set
            {
                Native.Check(Alive(Native.pastagen_tensor_set_grad(Handle, value is null ? 0 : value.Handle)), "setting a gradient");
                GC.KeepAlive(value);
            }
        }

        /// <summary>Sets <see cref="requires_grad"/>.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Sets <see cref="requires_grad"/>.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is no leaf.</summary>
        public void retain_grad() => Native.Check(Alive(Native.pastagen_tensor_retain_grad(Handle)), "retain_grad");

        /// <summary>The same memory without history.</summary>
        public Tensor detach() => Aten.detach.Call(this);

        /// <summary>Forgets the history.</summary>
        public Tensor detach_() => Aten.detach_.CallInPlace(this, this);

        /// <summary>Adds the gradients of this number to the leaves it came from.</summary>
        /// <exception cref="PastaGen.LibTorch.TorchException">The tensor has more than one element, or no history.</exception>
        public void backward() => autograd.backward(this);

        /// <summary>Adds the gradients, weighted by tensors of the same shape, to the leaves or to the given inputs alone.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph || create_graph, create_graph, inputs);
    }
}
