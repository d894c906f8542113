using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Modules;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>
/// What every adaptation is held to. A method's tests derive from this class and state the model, its settings, the method's formula over plain
/// arrays, and its count; all facts below then hold it to them on a tiny backbone.
/// </summary>
/// <param name="model">A model of BERT for texts that declares the method alone.</param>
public abstract class AdaptationTests(ModelDefinition model)
{
    // Rows of unlike length, a hole in the mask, padding on the left; short, so that positions are left for what moves them.
    private static readonly PlainBatch Batch = new(
        Ids: [[1, 5, 6, 2], [1, 9, 2, 0], [1, 3, 4, 2], [0, 1, 4, 2]],
        Mask: [[1, 1, 1, 1], [1, 1, 1, 0], [1, 0, 1, 1], [0, 1, 1, 1]],
        Types: [[0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        Ordinals: [[1, 0, 0, 2], [1, 0, 2, 0], [1, 0, 0, 2], [0, 1, 0, 2]],
        Labels: [2, 0, 1, 0]);

    /// <summary>Tests of a model that the program offers.</summary>
    /// <param name="model">Its name.</param>
    protected AdaptationTests(string model) : this(Named(model))
    {
    }

    /// <summary>Open settings; those that are absent take their fallbacks.</summary>
    protected virtual Dictionary<string, double> Settings => [];

    /// <summary>The model that trains the deltas which this one uses; itself where nothing else is said.</summary>
    protected virtual string TrainedAs => model.Facts.Name;

    /// <summary>Whether a fresh adaptation leaves the base's answers as they are.</summary>
    protected virtual bool StartsAtBase => true;

    /// <summary>How many virtual tokens the method puts before each row.</summary>
    protected virtual int VirtualTokens => 0;

    /// <summary>Whether weights of the backbone can hold all that the method adds.</summary>
    protected virtual bool Merges => false;

    /// <summary>Number of elements that the method trains beside the head, in the sizes of <see cref="TinyBackbone"/>.</summary>
    protected abstract long Count { get; }

    /// <summary>The method by its formula.</summary>
    /// <param name="plain">The base, its weights by their names in a checkpoint; trained ones have the delta's values.</param>
    /// <param name="trained">What the delta holds, by its names.</param>
    private protected abstract PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained);

    [Fact]
    public void Outputs_and_gradients_are_the_formulas()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 11);
        var trained = SaveRandomDelta(backbone, folder["delta"], seed: 12);
        ForwardRun.Execute(Request(backbone, folder) with { Delta = folder["delta"], Gradients = folder["gradients"] });

        var weights = new Dictionary<string, double[]>(backbone.Weights);
        foreach (var (name, values) in trained) weights[name.Replace("head.", "classifier.", StringComparison.Ordinal)] = values;
        var formula = Formula(new PlainWeights(weights), trained);
        TensorComparison.Holds(folder["outputs"], Outputs(formula), Tolerances.Outputs, Batch with { Mask = [.. Batch.Mask.Select(row => (int[])[.. Enumerable.Repeat(1, VirtualTokens), .. row])] });
        TensorComparison.Holds(
            folder["gradients"], trained.ToDictionary(each => each.Key, each => FiniteDifferences.Of(each.Value, () => formula.Loss(Batch))), Tolerances.FiniteDifferences);
    }

    [Fact]
    public void The_pass_that_trains_gives_the_same_logits()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 13);
        SaveRandomDelta(backbone, folder["delta"], seed: 14);
        ForwardRun.Execute(Request(backbone, folder) with { Delta = folder["delta"], Output = folder["whole"] });
        ForwardRun.Execute(Request(backbone, folder) with { Delta = folder["delta"], LogitsOnly = true });
        TensorComparison.Near(folder["whole"], folder["outputs"], 1e-6, only: ["logits", "loss"]);
    }

    [Fact]
    public void A_fresh_one_leaves_the_base_as_it_is_or_says_otherwise()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 15);
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var adapted = Load(model, opened, Settings);
        using var plain = Load(Named(nameof(BertHeadOnly)), opened, []);
        var equal = States(adapted, backbone, folder).SequenceEqual(States(plain, backbone, folder));
        Assert.Equal(StartsAtBase, equal);
    }

    [Fact]
    public void What_is_frozen_gets_no_gradient_and_what_is_trained_gets_one()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 16);
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var loaded = Load(model, opened, Settings);
        Randomize(loaded, new Random(17));
        using var batch = Read(loaded, backbone, folder);
        using var scope = NewDisposeScope();
        using var output = loaded.Model.Compute(batch);
        loaded.Model.Loss(output.Logits!, batch.Labels!).backward();
        var trained = loaded.Model.TrainedTensors().Select(tensor => (object)tensor.Parameter).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (name, parameter) in loaded.Model.named_parameters())
            Assert.True(trained.Contains(parameter) == (parameter.grad is not null), name);
    }

    [Fact]
    public void The_plan_counts_what_the_formula_counts()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 18);
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var loaded = Load(model, opened, Settings);
        const int head = TinyBackbone.Labels * (TinyBackbone.Hidden + 1);
        Assert.Equal(Count + head, loaded.TrainedParameters);
        Assert.Equal(Count + head, loaded.Facts.Parameters(loaded.Model.Shape).Where(parameter => parameter.State != ParameterState.Frozen).Sum(parameter => parameter.Count));
    }

    [Fact]
    public void What_can_be_merged_computes_the_same_from_the_backbones_weights_alone()
    {
        using var folder = new TemporaryFolder();
        var backbone = new TinyBackbone(folder["backbone"], seed: 19);
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var loaded = Load(model, opened, Settings);
        Assert.Equal(Merges, loaded.Model.CanMerge);
        if (!Merges) return;
        Randomize(loaded, new Random(20));
        var before = States(loaded, backbone, folder);
        using var plain = Load(Named(nameof(BertHeadOnly)), opened, []);
        var named = plain.Model.named_parameters().ToDictionary(each => each.name, each => each.parameter);
        var places = plain.Facts.Parameters(plain.Model.Shape).ToDictionary(parameter => parameter.CheckpointName!, parameter => parameter.Name);
        using (no_grad())
            foreach (var tensor in loaded.Model.MergeAdaptations().Concat(loaded.Model.TrainedTensors()))
                if (tensor.CheckpointName is { } name && !tensor.DeltaName.StartsWith("head.", StringComparison.Ordinal))
                    named.Single(each => each.Key.Equals(places[name], StringComparison.OrdinalIgnoreCase)).Value.copy_(tensor.Parameter);
        foreach (var after in new[] { States(loaded, backbone, folder), States(plain, backbone, folder) })
            Assert.Equal(0, before.Zip(after, (x, y) => Math.Abs(x - y)).Max(), 1e-4);
    }

    // Saves a delta of random values and gives them by their names.
    private Dictionary<string, double[]> SaveRandomDelta(TinyBackbone backbone, string path, int seed)
    {
        using var opened = BackboneFolder.Open(backbone.Folder);
        using var loaded = Load(TrainedAs == model.Facts.Name ? model : Named(TrainedAs), opened, Settings);
        Randomize(loaded, new Random(seed));
        DeltaFile.Save(path, loaded);
        return TensorComparison.Read(path).ToDictionary(each => each.Key, each => each.Value.Values);
    }

    internal static void Randomize(LoadedModel loaded, Random random)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var tensor in loaded.Model.TrainedTensors())
        {
            var values = Enumerable.Range(0, (int)tensor.Parameter.numel()).Select(_ => (float)(0.6 * (random.NextDouble() - 0.5)));
            tensor.Parameter.add_(TorchSharp.torch.tensor([.. values]).reshape(tensor.Parameter.shape));
        }
    }

    private static ModelDefinition Named(string name) => CompiledModels.All.Single(definition => definition.Facts.Name == name);

    private static LoadedModel Load(ModelDefinition definition, BackboneFolder folder, Dictionary<string, double> settings) => BackboneLoader.Load(
        definition, folder,
        new LoadOptions { LabelCount = TinyBackbone.Labels, Settings = settings, HeadFromFile = false });

    // The states that leave the layers: heads are fresh, and each model has its own.
    private static float[] States(LoadedModel loaded, TinyBackbone backbone, TemporaryFolder folder)
    {
        loaded.Model.eval();
        using var batch = Read(loaded, backbone, folder);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var states = new HiddenStates();
        using var output = loaded.Model.Compute(batch, states);
        return [.. states.States[^1].data<float>()];
    }

    private static TokenBatch Read(LoadedModel loaded, TinyBackbone backbone, TemporaryFolder folder)
    {
        using var input = SafetensorsFile.Open(PlainInputs.Write(folder["inputs"], Batch));
        return new TensorFileBatch(input, loaded.Config, CPU).Read(TinyBackbone.Occurrences, () => loaded.Text, TinyBackbone.Labels);
    }

    private ForwardRequest Request(TinyBackbone backbone, TemporaryFolder folder) => new()
    {
        Model = model,
        Backbone = backbone.Folder,
        Input = PlainInputs.Write(folder["inputs"], Batch),
        Output = folder["outputs"],
    };

    private static Dictionary<string, double[]> Outputs(PlainEncoder encoder)
    {
        var rows = Enumerable.Range(0, Batch.Ids.Length).ToArray();
        var states = rows.Select(row => encoder.States(Batch, row)).ToArray();
        var outputs = Enumerable.Range(0, TinyBackbone.Layers + 1).ToDictionary(
            layer => $"hidden_states.{layer}", layer => states.SelectMany(row => row[layer].SelectMany(state => state)).ToArray());
        outputs["logits"] = [.. rows.SelectMany(row => encoder.Answers(Batch, row).SelectMany(answer => answer))];
        outputs["pooler_output"] = [.. rows.SelectMany(row => encoder.Pooled(Batch, row))];
        outputs["loss"] = [encoder.Loss(Batch)];
        return outputs;
    }
}

/// <summary>The weights of a tiny backbone, for a formula to be built on.</summary>
/// <param name="weights">Values by names of a checkpoint, without prefix.</param>
internal sealed class PlainWeights(IReadOnlyDictionary<string, double[]> weights)
{
    /// <summary>The values.</summary>
    public IReadOnlyDictionary<string, double[]> Values { get; } = weights;
}
