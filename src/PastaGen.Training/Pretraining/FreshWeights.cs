using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// The weights that an encoder begins with: linears and embeddings drawn from a normal distribution with the config's
/// <c>initializer_range</c> for its deviation, biases 0, gains of norms 1, and the row of the padding token 0, as the Python library
/// begins BERT (Devlin et al. 2019, arXiv 1810.04805, and its published code).
/// </summary>
internal static class FreshWeights
{
    /// <summary>Gives a model fresh weights, the head's included.</summary>
    /// <param name="model">The model, on the CPU, so that a seed means the same values everywhere.</param>
    /// <param name="seed">The run's seed.</param>
    public static void Fill(TaskModel model)
    {
        using var _ = no_grad();
        var embeddings = Embeddings(model);
        foreach (var tensor in model.TrainedTensors())
        {
            var parameter = tensor.Parameter;
            if (parameter.dim() > 1) nn.init.normal_(parameter, 0, model.Config.InitializerRange);
            else if (tensor.DeltaName.EndsWith("bias", StringComparison.Ordinal)) nn.init.zeros_(parameter);
            else nn.init.ones_(parameter);
            if (!embeddings.Contains(parameter) || parameter.shape[0] != model.Config.VocabularySize) continue;
            using var padding = parameter.select(0, model.Config.PadTokenId);
            padding.zero_();
        }
    }

    /// <summary>The optimizer's groups: the matrices of linears decay; embeddings, norms and biases do not.</summary>
    /// <param name="model">The model.</param>
    /// <param name="more">Matrices that are trained beside it.</param>
    /// <param name="settings">Rates and decay.</param>
    public static IEnumerable<AdamW.ParamGroup> Groups(TaskModel model, IEnumerable<TrainedTensor> more, OptimizerSettings settings)
    {
        var embeddings = Embeddings(model);
        var groups = model.TrainedTensors().Concat(more).Select(tensor => tensor.Parameter)
            .ToLookup(parameter => parameter.dim() > 1 && !embeddings.Contains(parameter));
        foreach (var decays in (bool[])[true, false])
            if (groups[decays].Any())
                yield return new(
                    groups[decays], lr: settings.LearningRate, beta1: settings.Beta1, beta2: settings.Beta2, eps: settings.Epsilon,
                    weight_decay: decays ? settings.WeightDecay : 0);
    }

    private static HashSet<Parameter> Embeddings(TaskModel model) =>
        new(model.modules().OfType<Embedding>().Select(embedding => embedding.weight!), ReferenceEqualityComparer.Instance);
}
