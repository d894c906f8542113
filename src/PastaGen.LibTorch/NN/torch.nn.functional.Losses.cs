using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <content>Losses.</content>
        public static partial class functional
        {
            /// <summary>-log softmax(input) at the target class.</summary>
            /// <param name="input">Scores, <c>[batch, classes]</c> or <c>[batch, classes, ...]</c>.</param>
            /// <param name="target">Classes, <c>[batch]</c> or <c>[batch, ...]</c>, or probabilities in the shape of the scores.</param>
            /// <param name="weight">A weight per class, <c>[classes]</c>.</param>
            /// <param name="ignore_index">The target that does not count.</param>
            /// <param name="reduction">What becomes of the elements.</param>
            /// <param name="label_smoothing">How much of each target is spread over all classes.</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Aten.cross_entropy_loss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>-input at the target class, for scores that are logarithms of probabilities already.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Aten.nll_loss_nd.Call(input, target, weight, (long)reduction);

            /// <summary>(input - target)².</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Aten.mse_loss.Call(input, target, (long)reduction);

            /// <summary>|input - target|.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Aten.l1_loss.Call(input, target, (long)reduction);

            /// <summary>The cross entropy between sigmoid(input) and target, element by element.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Aten.binary_cross_entropy_with_logits.Call(input, target, weight, pos_weights, (long)reduction);

            /// <summary>The Kullback-Leibler divergence of target from input, which is the logarithm of a distribution.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Aten.kl_div.Call(input, target, (long)reduction, log_target);
        }
    }
}
