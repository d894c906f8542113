using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Elements set, copied and drawn; new tensors like this one.</content>
    public partial class Tensor
    {
        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_() => Aten.zero_.CallInPlace(this, this);

        /// <summary>Sets every element to a number.</summary>
        public Tensor fill_(Scalar value) => Aten.fill__Scalar.CallInPlace(this, this, value);

        /// <summary>Copies the elements of another tensor, converting dtype and device.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.copy_.CallInPlace(this, this, source, nonBlocking);

        /// <summary>Draws from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Aten.normal_.CallInPlace(this, this, mean, std, generator);

        /// <summary>Draws evenly from [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => Aten.uniform_.CallInPlace(this, this, from, to, generator);

        /// <summary>Draws ones with a probability, zeros else.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.bernoulli__float.CallInPlace(this, this, p, generator);

        /// <summary>Draws ones with a probability per element, zeros else.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Aten.bernoulli__Tensor.CallInPlace(this, this, p, generator);

        /// <summary>Ones with the probability that each element states, zeros else.</summary>
        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli.Call(this, generator);

        /// <summary>Places drawn by weight, from each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Aten.multinomial.Call(this, num_samples, replacement, generator);

        /// <summary>Elements of any value in this shape; dtype and device as here where not given.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.empty_like.Call(this, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Zeros in this shape; dtype and device as here where not given.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.zeros_like.Call(this, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Ones in this shape; dtype and device as here where not given.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.ones_like.Call(this, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Draws from [0, 1) in this shape; dtype and device as here where not given.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.rand_like.Call(this, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Draws from the standard normal distribution in this shape; dtype and device as here where not given.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.randn_like.Call(this, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>A number in this shape; dtype and device as here where not given.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.full_like.Call(this, value, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Zeros of a shape; dtype and device as here where not given.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.new_zeros.Call(this, size, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>Elements of any value of a shape; dtype and device as here where not given.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.new_empty.Call(this, size, dtype, Argument.None, device).WithGrad(requires_grad);

        /// <summary>A number in a shape; dtype and device as here where not given.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Aten.new_full.Call(this, size, value, dtype, Argument.None, device).WithGrad(requires_grad);
    }
}
