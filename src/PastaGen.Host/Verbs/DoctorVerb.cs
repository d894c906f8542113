using System.CommandLine;
using System.Globalization;
using PastaGen.Host.CommandLine;
using PastaGen.Host.Json;
using PastaGen.LibTorch;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Verbs;

/// <summary><c>pasta doctor</c>: the engine that was found, what is missing and the command that mends it.</summary>
internal sealed class DoctorVerb : Verb
{
    internal DoctorVerb(Session session) : base("doctor", "Show the engine that computes, what is missing and how to get it.", session) => Options.Add(Json);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult given, CancellationToken stop)
    {
        var info = EngineInfo.Read();
        var report = new DoctorReport(
            info.IsAvailable, info.Problem, info.Mend, info.IsAvailable ? Details(info) : null, info.FastBFloat16, Auto(), Environment.Version.ToString(), RootVerb.Version);
        if (given.GetValue(Json)) Session.Terminal.Output.WriteJson(report, HostJson.Default.DoctorReport);
        else Draw(report);
        if (info.IsAvailable) return Task.FromResult(ExitCode.Done);
        Session.Terminal.Complain($"{info.Problem}; {info.Mend}");
        return Task.FromResult(ExitCode.Failed);
    }

    private static PrecisionReport Auto()
    {
        static PrecisionChoice Choose(bool trainsBackbone) => PrecisionChoice.Of(asked: null, recorded: null, trainsBackbone, onGpu: false, BFloat16Hardware.OfProcessor());
        var (frozen, trained) = (Choose(trainsBackbone: false), Choose(trainsBackbone: true));
        return new(frozen.Precision.Name(), frozen.Reason, trained.Precision.Name(), trained.Reason);
    }

    private static EngineReport Details(EngineInfo info) => new(
        info.Version,
        info.Origin,
        info.Path,
        info.ShimPath,
        ["cpu", .. info.CudaAvailable ? Enumerable.Range(0, info.DeviceCount).Select(device => string.Create(CultureInfo.InvariantCulture, $"cuda:{device}")) : []],
        info.Threads,
        info.WaitPolicy,
        info.FusedAttention,
        info.Blas,
        info.OneDnnProducts,
        info.OpenMP);

    private void Draw(DoctorReport report)
    {
        var grid = new Grid().AddColumns(2);
        void Line(string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        if (report.Details is { } engine)
        {
            Line("engine", $"libtorch {engine.Version} ({engine.Origin}) in {engine.Path}");
            Line("shim", engine.Shim);
            Line("devices", string.Join(", ", engine.Devices));
            Line("threads", string.Create(CultureInfo.InvariantCulture, $"{engine.Threads}, idle ones wait {engine.WaitPolicy}"));
            Line("BLAS", engine.Blas);
            Line("fp32 products", engine.OneDnnProducts ? "of linear layers by oneDNN, others by the BLAS" : "by the BLAS");
            Line("OpenMP", engine.OpenMp);
            Line("fused attention", engine.FusedAttention ? "yes" : "no, composed of products and a softmax");
        }
        else
        {
            Line("engine", "missing");
        }
        Line("bf16", report.FastBf16 ? "multiplied by the processor" : "works, without help from the processor");
        Line("precision auto", $"{report.AutoPrecision.Frozen}, {report.AutoPrecision.FrozenReason}");
        if (report.AutoPrecision.Trained != report.AutoPrecision.Frozen) Line("", $"{report.AutoPrecision.Trained} under full fine-tuning, {report.AutoPrecision.TrainedReason}");
        Line(".NET", report.DotnetVersion);
        Line("pasta", report.PastaVersion);
        Session.Terminal.Drawing().Write(grid);
    }
}
