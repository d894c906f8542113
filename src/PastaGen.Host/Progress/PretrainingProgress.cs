using PastaGen.Host.Terminals;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Progress;

/// <summary>Shows a pretraining run on standard error while it goes on: a bar for a person, milestones and signs of life in a pipe.</summary>
internal static class PretrainingProgress
{
    private const string Beginning = "opening the backbone and the text";

    /// <summary>Shows a run by the terminal's kind of progress.</summary>
    internal static Task<PretrainingReport> ShowAsync(Terminal terminal, IAsyncEnumerable<TrainingEvent> events) =>
        terminal.ErrorIsInteractive ? ShowBarAsync(terminal.ErrorDrawing(), events) : ShowLinesAsync(terminal, events);

    private static async Task<PretrainingReport> ShowLinesAsync(Terminal terminal, IAsyncEnumerable<TrainingEvent> events)
    {
        using var signs = new SignsOfLife(terminal, Beginning);
        return await ReportOfAsync(events, signs.Write, signs.Tell, _ => { }, _ => { }).ConfigureAwait(false);
    }

    private static Task<PretrainingReport> ShowBarAsync(IAnsiConsole console, IAsyncEnumerable<TrainingEvent> events) => console.Progress()
        .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask(Beginning, autoStart: true);
            return await ReportOfAsync(
                events, line => console.MarkupLine(Markup.Escape(line)), state => bar.Description = Markup.Escape(state), most => bar.MaxValue = most, made => bar.Value = made).ConfigureAwait(false);
        });

    private static async Task<PretrainingReport> ReportOfAsync(
        IAsyncEnumerable<TrainingEvent> events, Action<string> write, Action<string> tell, Action<int> setMost, Action<int> setMade)
    {
        PretrainingReport? report = null;
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case PretrainingPrepares prepares: tell(prepares.What); break;
                case PretrainingStarted started:
                    setMost(started.TotalSteps);
                    write(PretrainingLines.Started(started));
                    write(started.Precision.Line);
                    break;
                case TrainingResumed resumed:
                    setMade(resumed.CompletedSteps);
                    write(TrainingLines.Resumed(resumed));
                    break;
                case StepCompleted step:
                    setMade(step.Result.Step);
                    tell(PretrainingLines.Step(step));
                    break;
                case TeacherProgressed teacher: tell(PretrainingLines.Taught(teacher)); break;
                case EvaluationProgressed judging: tell(PretrainingLines.Judging(judging)); break;
                case TrainingWarned warned: write($"note: {warned.Sentence}"); break;
                case EpochEvaluated evaluated: write(PretrainingLines.Evaluated(evaluated.Epoch)); break;
                case PretrainingFinished finished: report = finished.Report; break;
            }
        }
        return report!;
    }
}
