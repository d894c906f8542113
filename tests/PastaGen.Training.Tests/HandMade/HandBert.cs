using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training.Tests;

/// <summary>
/// BERT with a sequence head, written by hand as the compiler would emit it: one class for special token adaptation, the head alone
/// and full fine-tuning, so that the room is tested without the compiler.
/// </summary>
internal class HandBert : TaskModel
{
    private readonly ParameterState encoder;
    private readonly Linear[] attention;
    private readonly Linear[] feedForward;
    private readonly LayerNorm[] norms;
    private readonly Embedding words;
    private readonly Embedding positions;
    private readonly Embedding types;
    private readonly Linear pooler;
    private readonly Linear? head;
    private readonly SpecialTokenVectors? vectors;
    private readonly Action<HandBert, TokenBatch>? watch;

    public HandBert(ModelFacts facts, ModelShape shape, Action<HandBert, TokenBatch>? watch = null) : base(facts, shape)
    {
        this.watch = watch;
        encoder = facts.Adaptations is ["full"] ? ParameterState.Trained : ParameterState.Frozen;
        int hidden = Config.HiddenSize, wide = Config.IntermediateSize;
        words = nn.Embedding(Config.VocabularySize, hidden, padding_idx: Config.PadTokenId, device: META);
        positions = nn.Embedding(Config.PositionCount, hidden, device: META);
        types = nn.Embedding(Config.TokenTypeCount, hidden, device: META);
        norms = [.. Enumerable.Range(0, 1 + (2 * Config.LayerCount)).Select(_ => nn.LayerNorm(hidden, Config.LayerNormEpsilon, device: META))];
        attention = [.. Enumerable.Range(0, 4 * Config.LayerCount).Select(_ => nn.Linear(hidden, hidden, device: META))];
        feedForward = [.. Enumerable.Range(0, 2 * Config.LayerCount)
            .Select(place => place % 2 == 0 ? nn.Linear(hidden, wide, device: META) : nn.Linear(wide, hidden, device: META))];
        pooler = nn.Linear(hidden, hidden, device: META);
        vectors = facts.Adaptations is ["pasta"]
            ? new SpecialTokenVectors(Config, shape.Setting("pasta.occurrences", 2), VectorInitialization.Normal)
            : null;
        head = shape.LabelCount == 0 ? null : nn.Linear(hidden, shape.LabelCount);
        Register();
    }

    public bool HasPooler { get; private set; }

    public IEnumerable<Parameter> FrozenParameters => parameters().Where(parameter => !parameter.requires_grad);

    public override ModelOutput forward(TokenBatch batch, HiddenStates? states = null)
    {
        watch?.Invoke(this, batch);
        using var scope = NewDisposeScope();
        var hidden = words.forward(batch.InputIds) + types.forward(batch.TokenTypeIds) + positions.forward(batch.PositionIds);
        hidden = nn.functional.dropout(norms[0].forward(hidden), Config.HiddenDropout, training);
        for (var layer = 0; layer < Config.LayerCount; layer++)
        {
            states?.Add(hidden, batch.Rows);
            hidden = RunLayer(layer, hidden, (layer, hidden) =>
            {
                if (vectors is not null) hidden = vectors.forward(hidden, new SiteContext(Site.LayerInput, layer, batch));
                return Layer(layer, hidden, batch.Rows);
            });
        }
        states?.Add(hidden, batch.Rows);
        var pooled = HasPooler ? pooler.forward(batch.Rows.First(hidden)).tanh() : null;
        var logits = head?.forward(nn.functional.dropout(pooled!, Config.ClassifierDropout ?? Config.HiddenDropout, training).to(head.weight.dtype));
        return new ModelOutput(logits?.MoveToOuterDisposeScope(), pooled?.MoveToOuterDisposeScope());
    }

    public override Tensor ItemLosses(Tensor logits, Tensor labels, LossSettings settings) =>
        nn.functional.cross_entropy(logits, labels, settings.ClassWeights, reduction: nn.Reduction.None, label_smoothing: settings.LabelSmoothing);

    public override void Load(BackboneReader file)
    {
        foreach (var (module, name) in HandBertPlan.Embeddings(words, positions, types)) file.Embedding(module, name, encoder);
        foreach (var (module, name) in HandBertPlan.Norms(norms)) file.LayerNorm(module, name, encoder, encoder);
        foreach (var (module, name) in HandBertPlan.Linears(attention, feedForward)) file.Linear(module, name, encoder, encoder);
        HasPooler = file.OptionalLinear(pooler, "pooler.dense", needed: head is not null, encoder, encoder);
        if (head is not null && vectors is null) file.OptionalHead(head, Facts.HeadCheckpointName);
    }

    public override void InitializeTrained()
    {
        vectors?.Initialize();
        if (head is null) return;
        nn.init.normal_(head.weight, 0, Config.InitializerRange);
        nn.init.zeros_(head.bias!);
    }

    public override IEnumerable<TrainedTensor> TrainedTensors()
    {
        if (vectors is not null) yield return new("vectors", null, vectors.Vectors);
        if (encoder == ParameterState.Trained)
        {
            foreach (var (module, name) in HandBertPlan.Embeddings(words, positions, types))
                yield return new($"{name}.weight", $"{name}.weight", module.weight!);
            foreach (var (module, name) in HandBertPlan.Norms(norms))
            {
                yield return new($"{name}.weight", $"{name}.weight", module.weight);
                yield return new($"{name}.bias", $"{name}.bias", module.bias!);
            }
            foreach (var (module, name) in HandBertPlan.Linears(attention, feedForward).Append((pooler, "pooler.dense")))
            {
                yield return new($"{name}.weight", $"{name}.weight", module.weight);
                yield return new($"{name}.bias", $"{name}.bias", module.bias!);
            }
        }
        if (head is null) yield break;
        var headName = encoder == ParameterState.Trained ? "classifier" : "head";
        yield return new($"{headName}.weight", "classifier.weight", head.weight);
        yield return new($"{headName}.bias", "classifier.bias", head.bias!);
    }

    public override IReadOnlyList<AdamW.ParamGroup> ParameterGroups(OptimizerSettings settings)
    {
        var body = TrainedTensors().Where(tensor => tensor.CheckpointName?.StartsWith("classifier.", StringComparison.Ordinal) != true).Select(tensor => tensor.Parameter).ToArray();
        var top = TrainedTensors().Select(tensor => tensor.Parameter).Except(body).ToArray();
        AdamW.ParamGroup Group(Parameter[] parameters, double rate) =>
            new(parameters, lr: rate, beta1: settings.Beta1, beta2: settings.Beta2, eps: settings.Epsilon, weight_decay: settings.WeightDecay);
        return body.Length == 0
            ? [Group(top, settings.HeadLearningRate ?? settings.LearningRate)]
            : [Group(body, settings.LearningRate), Group(top, settings.HeadLearningRate ?? settings.LearningRate)];
    }

    protected override void RegisterComponents()
    {
    }

    private void Register()
    {
        register_module("words", words);
        register_module("positions", positions);
        register_module("types", types);
        register_module("norms", nn.ModuleList(norms));
        register_module("attention", nn.ModuleList(attention));
        register_module("feedForward", nn.ModuleList(feedForward));
        register_module("pooler", pooler);
        if (vectors is not null) register_module("vectors", vectors);
        if (head is not null) register_module("head", head);
    }

    protected virtual Tensor Layer(int layer, Tensor hidden, PackedRows rows)
    {
        Tensor Attention(int place, Tensor input) => attention[(4 * layer) + place].forward(input);
        var attended = AttentionCore.Attend(
            Attention(0, hidden), Attention(1, hidden), Attention(2, hidden), rows, Config.HeadCount, Config.AttentionDropout, training);
        attended = nn.functional.dropout(Attention(3, attended), Config.HiddenDropout, training);
        hidden = norms[1 + (2 * layer)].forward(attended + hidden);
        var wide = Config.Activation.Apply(feedForward[2 * layer].forward(hidden));
        var narrow = nn.functional.dropout(feedForward[(2 * layer) + 1].forward(wide), Config.HiddenDropout, training);
        return norms[2 + (2 * layer)].forward(narrow + hidden);
    }
}
