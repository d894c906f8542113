using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.HostedProgram;

/// <summary>Trains once, logs what happens, and ends the program.</summary>
internal sealed partial class TrainingService(
    IOptions<TrainingOptions> options, IOptions<TrainingFiles> files, IHostApplicationLifetime lifetime, ILogger<TrainingService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var classifier = BertPasta.LoadBackbone(files.Value.Backbone);
            var trainer = classifier.CreateTrainer(options.Value);
            await foreach (var happened in trainer.TrainAsync(files.Value.Train, files.Value.Dev, files.Value.Output, stoppingToken)) Log(happened);
        }
        catch (TrainingStoppedException stopped)
        {
            Stopped(stopped.Message);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private void Log(TrainingEvent happened)
    {
        switch (happened)
        {
            case TrainingStarted started: Started(started.Rows, started.TotalSteps, started.Precision.Line); break;
            case EpochEvaluated { Epoch: var epoch }: Evaluated(epoch.Epoch, epoch.Metrics["accuracy"]); break;
            case DeltaSaved saved: Saved(saved.Path); break;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Rows} rows, {Updates} updates; {Precision}")]
    private partial void Started(int rows, int updates, string precision);

    [LoggerMessage(LogLevel.Information, "epoch {Epoch}: accuracy {Accuracy}")]
    private partial void Evaluated(int epoch, double accuracy);

    [LoggerMessage(LogLevel.Information, "kept {Path}")]
    private partial void Saved(string path);

    [LoggerMessage(LogLevel.Warning, "{Message}")]
    private partial void Stopped(string message);
}
