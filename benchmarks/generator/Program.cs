// Usage: dotnet run -c Release -- [BenchmarkDotNet's options, such as --filter '*OwnWork*']; without any, all are run.
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: BenchmarkDotNet would write and build a project of its own, which the repository's rules for projects do not fit.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(20).WithIterationCount(40))
    .AddColumn(TargetMethodColumn.Method, StatisticColumn.Min, StatisticColumn.Median)
    .AddExporter(MarkdownExporter.Console)
    .AddLogger(ConsoleLogger.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
