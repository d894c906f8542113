using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// The weights that an encoder begins with: linears and embeddings drawn from a normal distribution with the config's
/// <c>initializer_range</c> for its deviation, biases 0, gains of norms 1, and the row of the padding token 0, as the Python library
/// begins its encoders (Devlin et al. 2019, arXiv 1810.04805, and the code published with it).
/// </summary>
internal static class FreshWeights
{
    /// <summary>Makes a backbone of fresh weights: those of the head, and those that the model does not train but others of its kind read.</summary>
    /// <param name="folder">Where config.json and the weights are written.</param>
    /// <param name="definition">The model.</param>
    /// <param name="config">The content of config.json.</param>
    /// <param name="read">What it says.</param>
    /// <param name="seed">The run's seed.</param>
    public static void Write(string folder, ModelDefinition definition, string config, EncoderConfig read, long seed)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var model = definition.Create(new ModelShape(read, read.VocabularySize));
        var embeddings = Embeddings(model);
        manual_seed(RandomSeeds.ForInitialization(seed));
        File.WriteAllText(Path.Combine(folder, BackboneFolder.ConfigName), config);
        // The model has shapes alone until it is loaded.
        var trained = BackboneProduct.Named(model, tensor =>
        {
            var values = Draw(tensor.Parameter.shape, tensor.DeltaName, read);
            if (embeddings.Contains(tensor.Parameter) && values.shape[0] == read.VocabularySize) values.select(0, read.PadTokenId).zero_();
            return values;
        });
        var others = model.Facts.Parameters(model.Shape)
            .Where(parameter => parameter is { Part: ModelPart.Backbone, State: ParameterState.Frozen, CheckpointName: not null })
            .Select(parameter => KeyValuePair.Create(model.Facts.CheckpointPrefix + parameter.CheckpointName, Draw([.. parameter.Shape], parameter.Name, read)));
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), trained.Concat(others));
    }

    private static Tensor Draw(long[] shape, string name, EncoderConfig config)
    {
        var values = empty(shape, dtype: ScalarType.Float32);
        if (shape.Length > 1) return nn.init.normal_(values, 0, config.InitializerRange);
        return name.EndsWith("bias", StringComparison.OrdinalIgnoreCase) ? nn.init.zeros_(values) : nn.init.ones_(values);
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
