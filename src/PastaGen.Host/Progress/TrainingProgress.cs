using PastaGen.Host.Terminals;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Progress;

/// <summary>Shows a run on standard error while it goes on: a bar for a person, milestones and signs of life in a pipe.</summary>
internal static class TrainingProgress
{
    /// <summary>Shows a run by the terminal's kind of progress.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="events">The run.</param>
    /// <returns>The report; null from a process whose run is told by another.</returns>
    internal static async Task<TrainingReport?> ShowAsync(Terminal terminal, IAsyncEnumerable<TrainingEvent> events)
    {
        // Of several processes the first alone speaks, and a bar that never moves says less than silence.
        if (ProcessEnvironment.Read() is { Rank: > 0 }) return await ReportOfAsync(events, _ => { }).ConfigureAwait(false);
        return await (terminal.ErrorIsInteractive ? ShowBarAsync(terminal.ErrorDrawing(), events) : ShowLinesAsync(terminal, events)).ConfigureAwait(false);
    }

    private static async Task<TrainingReport?> ShowLinesAsync(Terminal terminal, IAsyncEnumerable<TrainingEvent> events)
    {
        using var signs = new SignsOfLife(terminal, "reading and tokenizing the data");
        return await ReportOfAsync(events, happened =>
        {
            switch (happened)
            {
                case TrainingStarted started:
                    signs.Write(TrainingLines.Started(started));
                    if (TrainingLines.Labels(started) is { } labels) signs.Write(labels);
                    signs.Write(started.Precision.Line);
                    break;
                case TrainingResumed resumed: signs.Write(TrainingLines.Resumed(resumed)); break;
                case TrainingWarned warned: signs.Write($"note: {warned.Sentence}"); break;
                case EvaluationProgressed evaluating: signs.Tell(TrainingLines.Evaluating(evaluating)); break;
                case StepCompleted step: signs.Tell(TrainingLines.Step(step)); break;
                case EpochEvaluated evaluated: signs.Write(TrainingLines.Evaluated(evaluated.Epoch)); break;
                case DeltaSaved saved: signs.Write(TrainingLines.Saved(saved)); break;
                case StageFinished stage: signs.Write(TrainingLines.StageFinished(stage.Report)); break;
            }
        }).ConfigureAwait(false);
    }

    private static Task<TrainingReport?> ShowBarAsync(IAnsiConsole console, IAsyncEnumerable<TrainingEvent> events) => console.Progress()
        .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("reading and tokenizing the data", autoStart: true);
            return await ReportOfAsync(events, happened =>
            {
                switch (happened)
                {
                    case TrainingStarted started:
                        bar.MaxValue = started.TotalSteps;
                        bar.Value = 0;
                        console.MarkupLine(Markup.Escape(TrainingLines.Started(started)));
                        if (TrainingLines.Labels(started) is { } labels) console.MarkupLine(Markup.Escape(labels));
                        console.MarkupLine(Markup.Escape(started.Precision.Line));
                        break;
                    case TrainingResumed resumed:
                        bar.Value = resumed.CompletedSteps;
                        console.MarkupLine(Markup.Escape(TrainingLines.Resumed(resumed)));
                        break;
                    case StepCompleted step:
                        bar.Value = step.Result.Step;
                        bar.Description = Markup.Escape(TrainingLines.Step(step));
                        break;
                    case TrainingWarned warned: console.MarkupLine(Markup.Escape($"note: {warned.Sentence}")); break;
                    case EvaluationProgressed evaluating: bar.Description = Markup.Escape(TrainingLines.Evaluating(evaluating)); break;
                    case EpochEvaluated evaluated: console.MarkupLine(Markup.Escape(TrainingLines.Evaluated(evaluated.Epoch))); break;
                    case DeltaSaved saved: console.MarkupLine(Markup.Escape(TrainingLines.Saved(saved))); break;
                    case StageFinished stage: console.MarkupLine(Markup.Escape(TrainingLines.StageFinished(stage.Report))); break;
                }
            }).ConfigureAwait(false);
        });

    private static async Task<TrainingReport?> ReportOfAsync(IAsyncEnumerable<TrainingEvent> events, Action<TrainingEvent> show)
    {
        TrainingReport? report = null;
        await foreach (var happened in events.ConfigureAwait(false))
        {
            show(happened);
            if (happened is TrainingFinished finished) report = finished.Report;
        }
        return report;
    }
}
