using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta forward</c>: the bare computation, tensors in and tensors out, for comparison with another implementation.</summary>
internal sealed class ForwardVerb : Verb
{
    private readonly Argument<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.", required: true);
    private readonly Option<string> input = Given.Path("--input", "FILE", "Tensors to read (safetensors): input_ids, and attention_mask, token_type_ids, special_ordinal, labels.", required: true);
    private readonly Option<string> output = Given.Path("--output", "FILE", "Where logits, hidden states, pooled output and loss go (safetensors).", required: true);
    private readonly Option<string> gradients = Given.Path("--gradients", "FILE", "Where the loss's gradient of every trained parameter goes (safetensors).");
    private readonly Option<string> delta = Given.Path("--delta", "FILE", "A delta to load into the model, or an adapter folder of the Python PEFT library.");
    private readonly Option<bool> unbound = new("--unbound") { Description = "The delta is a plain safetensors file without metadata." };
    private readonly Option<bool> logitsOnly = new("--logits-only") { Description = "Run exactly the pass that trains and predicts, without hidden states." };
    private readonly DeviceOption device = new();
    private readonly Option<bool> tf32 = DeviceOption.Tf32();
    private readonly PrecisionOption precision = new(usual: "fp32");

    internal ForwardVerb(Session session) : base("forward", "Compute a model's outputs, and gradients, for given tensors.", session)
    {
        model = Given.Model(session);
        Arguments.Add(model);
        foreach (var option in new Option[] { backbone, input, output, gradients, delta, unbound, logitsOnly, device, tf32, precision, Json }) Options.Add(option);
        Validators.Add(line =>
        {
            if (line.GetValue(unbound) && line.GetValue(delta) is null) line.AddError("--unbound says how to read a delta, so --delta FILE must name one");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var request = new ForwardRequest
        {
            Model = given.GetRequiredValue(model),
            Backbone = given.GetRequiredValue(backbone),
            Input = given.GetRequiredValue(input),
            Output = given.GetRequiredValue(output),
            Gradients = given.GetValue(gradients),
            Delta = given.GetValue(delta),
            Unbound = given.GetValue(unbound),
            LogitsOnly = given.GetValue(logitsOnly),
            Device = device.Read(given, tf32),
            Precision = precision.Read(given),
        };
        await Task.Run(() => ForwardRun.Execute(request), stop).WaitAsync(stop).ConfigureAwait(false);
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(new WrittenFiles(request.Output, request.Gradients), HostJson.Default.WrittenFiles);
        return ExitCode.Done;
    }
}
