using PastaGen.LibTorch.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Functions over the parameters of a model.</summary>
        public static class utils
        {
            /// <summary>
            /// Scales gradients so that the norm of all of them together is at most <paramref name="max_norm"/> (Pascanu et al. 2013).
            /// </summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var untracked = no_grad();
                Tensor[] gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Length == 0) return 0;
                if (norm_type == 2 && gradients.All(PastaGen.LibTorch.Fused.Updates))
                {
                    var norm = BitConverter.Int64BitsToDouble(Own.norm_of_all.CallValue(gradients).Bits);
                    if (max_norm / (norm + 1e-6) is < 1 and var scale) Own.scale_all_.CallVoid(gradients, scale);
                    return norm;
                }
                Tensor[] norms = [.. gradients.Select(gradient => Aten.linalg_vector_norm.Call(gradient, norm_type))];
                var total = Aten.linalg_vector_norm.Call(stack([.. norms.Select(norm => norm.to(gradients[0].device))]), norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                    foreach (var gradient in gradients) Aten.mul__Scalar.CallInPlace(gradient, gradient, factor);
                return total;
            }

            /// <summary>Brings every element of every gradient between ±<paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var untracked = no_grad();
                foreach (var parameter in tensors)
                {
                    using var gradient = parameter.grad;
                    if (gradient is not null) Aten.clamp_.CallInPlace(gradient, gradient, -clip_value, clip_value);
                }
            }
        }
    }
}
