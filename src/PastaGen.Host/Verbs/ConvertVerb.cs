using System.CommandLine;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.Host.Terminals;
using PastaGen.Training;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta convert</c>: an adapter folder of the Python PEFT library to a delta, a delta to such a folder, or the declaration that fits one.</summary>
internal sealed class ConvertVerb : Verb
{
    private readonly Argument<string> source = Given.Path("An adapter folder of the Python PEFT library, or a delta or the folder that training wrote it to.");
    private readonly Option<ModelDefinition> model;
    private readonly Option<string> backbone = Given.Path("--backbone", "DIR", "The pretrained encoder's folder.");
    private readonly Option<string> output = Given.Path("--output", "DIR", "The folder that the delta, or the adapter's two files, go to.");
    private readonly Option<bool> declare = new("--declare") { Description = "Write the C# declaration that fits the adapter folder to standard output, and convert nothing." };

    internal ConvertVerb(Session session) : base("convert", "Convert between deltas and adapter folders of the Python PEFT library.", session)
    {
        model = Given.Model("--model", $"The model that the adapter fits, or that the delta was trained as; '{session.Terminal.Program} models' lists them.", session);
        Arguments.Add(source);
        foreach (var option in new Option[] { model, backbone, output, declare, Json }) Options.Add(option);
        Validators.Add(line =>
        {
            var named = new (Option Option, bool IsThere)[] { (model, line.GetResult(model) is not null), (backbone, line.GetResult(backbone) is not null), (output, line.GetResult(output) is not null) };
            if (line.GetValue(declare))
            {
                foreach (var (option, _) in named.Where(each => each.IsThere && each.Option != backbone))
                    line.AddError($"--declare writes a declaration and converts nothing, so {option.Name} has no meaning beside it");
            }
            else if (named.Where(each => !each.IsThere).Select(each => each.Option.Name).ToArray() is { Length: > 0 } missing)
                line.AddError($"{string.Join(" and ", missing)} must be given, or --declare");
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var path = given.GetRequiredValue(source);
        var terminal = Session.Terminal;
        if (given.GetValue(declare))
        {
            var declaration = AdapterDeclaration.Of(path, Session.Models, given.GetValue(backbone));
            if (given.GetValue(Json)) terminal.Output.WriteJson(new DeclarationAnswer(declaration), HostJson.Default.DeclarationAnswer);
            else terminal.Output.Write(declaration);
            return ExitCode.Done;
        }
        // Waited for when it is called off too, so that nothing is left behind.
        var report = await Task.Run(() => AdapterConversion.Run(
            path, given.GetRequiredValue(model), given.GetRequiredValue(backbone), given.GetRequiredValue(output), CommandText.Of(Session), stop), stop).ConfigureAwait(false);
        if (given.GetValue(Json)) terminal.Output.WriteJson(report, HostJson.Default.ConversionReport);
        else terminal.Output.WriteLine($"{report.Output}: {report.Tensors} tensors of the type {report.Type}, {Amounts.Bytes(report.Bytes)}");
        return ExitCode.Done;
    }
}
