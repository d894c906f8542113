using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>The bare computation, for parity checks: tensors in; logits, hidden states, loss and gradients out.</summary>
public static class ForwardRun
{
    /// <summary>Runs a model in evaluation mode over one file of inputs and writes what it computes.</summary>
    /// <param name="request">What to read and write.</param>
    /// <exception cref="BadInputException">A file is not what it should be, or gradients are asked for where there is no loss.</exception>
    public static void Execute(ForwardRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var folder = BackboneFolder.Open(request.Backbone);
        using var model = LoadModel(request, folder);
        using var input = SafetensorsFile.Open(request.Input);
        var labelCount = model.Model.Shape.LabelCount;
        using var batch = new TensorFileBatch(input, model.Config, model.Device) { PositionsTaken = model.PositionsTaken }
            .Read(AdaptedTokens.Capacity(model.Facts, model.Model.Shape), () => model.Text, labelCount, model.Facts.LabelsOfTensors, answersVirtualTokens: true);
        if (request.Gradients is not null && (labelCount == 0 || batch.Labels is null))
            throw new BadInputException(model.Facts.GivesFeatures ? $"gradients need a loss, but {model.Facts.Name} gives features, which have none" : labelCount == 0
                ? $"gradients need a loss, but neither a delta nor {folder.Weights.Path} gives {model.Facts.Name} a head"
                : $"gradients need a loss, but {request.Input} holds no \"labels\"");

        using var scope = NewDisposeScope();
        using var gradients = set_grad_enabled(request.Gradients is not null);
        using var states = request.LogitsOnly ? null : new HiddenStates();
        using var output = model.Model.Compute(batch, states);
        var rows = model.Facts.AnswersPerToken && output.Logits is not null ? Answering(batch.Rows, output.Logits) : null;
        using var loss = output.Logits is { } logits && batch.Labels is { } labels ? model.Model.Loss(OfTokens(logits).to(ScalarType.Float32), labels) : null;
        SafetensorsWriter.Write(request.Output, Named(output, rows?.Rows ?? (model.Facts.AnswersPerToken ? batch.Rows : null), states, loss));
        if (request.Gradients is { } path)
        {
            loss!.backward();
            SafetensorsWriter.Write(path, Gradients(model, inBackboneNames: request.Delta is null));
        }

        // Virtual tokens have no labels.
        Tensor OfTokens(Tensor logits) => rows is null ? logits : logits.index_select(0, rows.Places);
    }

    // The rows that a head for tokens answered for, where virtual tokens stand before the batch's; null where none do.
    private static PrependedRows? Answering(PackedRows rows, Tensor logits) =>
        logits.shape[0] == rows.TokenCount ? null : rows.Prepended((int)(logits.shape[0] - rows.TokenCount) / rows.Count);

    private static LoadedModel LoadModel(ForwardRequest request, BackboneFolder folder)
    {
        var options = new LoadOptions { Precision = request.Precision, Device = request.Device };
        if (request.Delta is not { } path) return BackboneLoader.Load(request.Model, folder, options with { Precision = Choose(null).Precision });
        if (Directory.Exists(path))
        {
            using var adapter = PythonAdapter.Open(path, request.Model);
            return adapter.LoadModel(folder, options with { Precision = Choose(null).Precision });
        }

        using var delta = request.Unbound ? DeltaFile.OpenUnbound(path) : DeltaFile.Open(path);
        return delta.LoadModel(request.Model, folder, options with { Precision = Choose(delta.Header).Precision }, readsText: false);

        PrecisionChoice Choose(DeltaHeader? header) => PrecisionChoice.Of(request.Precision, header, request.Model.Facts, folder.ConfigOf(request.Model.Facts), request.Device);
    }

    private static List<KeyValuePair<string, Tensor>> Named(ModelOutput output, PackedRows? restored, HiddenStates? states, Tensor? loss)
    {
        var named = new List<KeyValuePair<string, Tensor>>();
        void Add(string name, Tensor? value)
        {
            if (value is not null) named.Add(new(name, value.detach().to(ScalarType.Float32)));
        }

        // Outside of the model a token is found by row and column.
        Add("logits", output.Logits is { } logits && restored is not null ? restored.Restore(logits) : output.Logits);
        Add("pooler_output", output.PooledOutput);
        Add("loss", loss?.reshape(1));
        for (var layer = 0; layer < states?.States.Count; layer++) Add($"hidden_states.{layer}", states.States[layer]);
        return named;
    }

    // A parameter that the loss does not reach has a gradient of zero.
    private static List<KeyValuePair<string, Tensor>> Gradients(LoadedModel model, bool inBackboneNames) =>
    [
        .. model.Model.TrainedTensors().Select(tensor => KeyValuePair.Create(
            (inBackboneNames && tensor.CheckpointName is { } name ? model.Report.NameInFile(name) : null) ?? tensor.DeltaName,
            tensor.Parameter.grad?.to(ScalarType.Float32) ?? zeros(tensor.Parameter.shape))),
    ];
}
