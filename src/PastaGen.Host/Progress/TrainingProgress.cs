using PastaGen.Host.Terminals;
using PastaGen.Training;
using Spectre.Console;

namespace PastaGen.Host.Progress;

/// <summary>Shows a run on standard error while it goes on: a bar for a person, milestones and signs of life in a pipe.</summary>
internal static class TrainingProgress
{
    /// <summary>Runs a training under the terminal's kind of progress.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="train">The training; it tells its events to what it is given.</param>
    internal static TrainingResult Show(Terminal terminal, Func<Action<TrainingEvent>, TrainingResult> train) =>
        terminal.ErrorIsInteractive ? ShowBar(terminal.ErrorDrawing(), train) : ShowLines(terminal, train);

    private static TrainingResult ShowLines(Terminal terminal, Func<Action<TrainingEvent>, TrainingResult> train)
    {
        using var signs = new SignsOfLife(terminal, "reading and tokenizing the data");
        return train(happened =>
        {
            switch (happened)
            {
                case TrainingStarted started: signs.Write(TrainingLines.Started(started)); break;
                case TrainingWarned warned: signs.Write($"note: {warned.Sentence}"); break;
                case EvaluationProgressed evaluating: signs.Tell(TrainingLines.Evaluating(evaluating)); break;
                case StepCompleted step: signs.Tell(TrainingLines.Step(step)); break;
                case EpochEvaluated evaluated: signs.Write(TrainingLines.Evaluated(evaluated.Epoch)); break;
                case DeltaSaved saved: signs.Write(TrainingLines.Saved(saved)); break;
            }
        });
    }

    private static TrainingResult ShowBar(IAnsiConsole console, Func<Action<TrainingEvent>, TrainingResult> train) => console.Progress()
        .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(progress =>
        {
            var bar = progress.AddTask("reading and tokenizing the data", autoStart: true);
            return train(happened =>
            {
                switch (happened)
                {
                    case TrainingStarted started:
                        bar.MaxValue = started.TotalSteps;
                        console.MarkupLine(Markup.Escape(TrainingLines.Started(started)));
                        break;
                    case StepCompleted step:
                        bar.Value = step.Result.Step;
                        bar.Description = Markup.Escape(TrainingLines.Step(step));
                        break;
                    case TrainingWarned warned: console.MarkupLine(Markup.Escape($"note: {warned.Sentence}")); break;
                    case EvaluationProgressed evaluating: bar.Description = Markup.Escape(TrainingLines.Evaluating(evaluating)); break;
                    case EpochEvaluated evaluated: console.MarkupLine(Markup.Escape(TrainingLines.Evaluated(evaluated.Epoch))); break;
                    case DeltaSaved saved: console.MarkupLine(Markup.Escape(TrainingLines.Saved(saved))); break;
                }
            });
        });
}
