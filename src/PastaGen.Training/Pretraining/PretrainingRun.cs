using System.Diagnostics;
using PastaGen.Text;
using PastaGen.Text.Corpora;

namespace PastaGen.Training;

/// <summary>One pretraining run, from the passages to the report.</summary>
internal sealed class PretrainingRun(ModelDefinition definition, PretrainingPreparation prepared, PretrainingOptions options, RunFolder output)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly PassagePlan plan = prepared.Plan;
    private readonly StopRules rules = prepared.Run.Rules;
    private readonly TaskModel model = prepared.Model;
    private readonly PassageCollator collator = new(
        prepared.Tokenizer.Text, new TokenMasking(prepared.Tokenizer.Text, new MaskingOptions { Share = options.MaskedShare, WholeWords = options.WholeWords }), prepared.Model.Config, prepared.Device);

    private RunProgress progress = new();
    private double secondsBefore;
    private TeacherTargets? teacher;
    private (TeacherTargets Targets, TeacherLoss Loss)? judging;

    /// <summary>Trains.</summary>
    public PretrainingReport Execute(CancellationToken cancellation)
    {
        using var teacherLoss = OpenTeacher();
        var judge = new PassageJudge(model, collator, prepared.HeldOut, options, judging);
        var settings = options.ForLoop;
        var groups = FreshWeights.Groups(model, teacherLoss?.TrainedTensors ?? [], settings.Optimizer);
        using (var loop = new TrainingLoop(model, settings, plan.TotalUpdates, classWeights: null, Ranks.Alone, groups, teacherLoss))
        using (var keeper = new RunKeeper(output, prepared.Run, prepared.Product, loop, options.SaveEvery))
        {
            progress = keeper.Begin(new RunProgress(), output.Earlier?.Record.Progress.Evaluations is [.., var last] ? last : null);
            secondsBefore = progress.Seconds;
            if (progress.IsFinished && output.HasReport)
            {
                output.Notify(new TrainingWarned($"{output.Path}: this run is finished; --fresh starts it over"));
                var before = Report();
                output.Notify(new PretrainingFinished(before));
                return before;
            }
            TellStart();
            RunUpdates(loop, keeper, judge, cancellation);
        }
        var report = Report();
        output.Log(new PretrainingFinished(report));
        output.Finish(report.ToJson());
        return report;
    }

    // The projection is drawn behind the model's weights, from the same seed.
    private TeacherLoss? OpenTeacher()
    {
        if (prepared.Teacher is not { } opened) return null;
        var folder = Path.Combine(output.Path, "teacher");
        TeacherTargets Vectors(Pooling pooling, Corpus corpus, IEnumerable<int> order, string name) => new TeacherVectors(
            opened, corpus, pooling, order, folder, name, known => output.Notify(new TeacherProgressed(known, corpus.Passages.Count)), write => output.TryWrite(Path.GetFileName(folder), write));
        TeacherTargets Of(Corpus corpus, IEnumerable<int> order, string name) => options.TeacherPooling switch
        {
            TeacherPooling.Mean => Vectors(Pooling.Mean, corpus, order, name),
            TeacherPooling.FirstState => Vectors(Pooling.FirstPosition, corpus, order, name),
            TeacherPooling.Tokens => new TeacherStates(opened, prepared.Tokenizer.Text, corpus),
            var other => throw new InvalidOperationException($"{other} is no way of comparing with a teacher"),
        };
        TorchSharp.torch.manual_seed(RandomSeeds.ForInitialization(options.Seed) ^ 1);
        var loss = new TeacherLoss(model.Config.HiddenSize, opened.Width, options.TeacherWeight, prepared.Device);
        teacher = Of(prepared.Text, plan.FirstOrder, "text");
        judging = (Of(prepared.HeldOut, Enumerable.Range(0, prepared.HeldOut.Passages.Count), "held-out"), loss);
        return loss;
    }

    private void TellStart()
    {
        var started = new PretrainingStarted(
            model.Facts.Name, Parameters, prepared.Tokenizer.Text.VocabularySize, prepared.Text.Passages.Count, prepared.Text.TokenCount,
            prepared.HeldOut.Passages.Count, plan.TotalUpdates)
        {
            Precision = prepared.Precision,
        };
        // What the folder tells of a run that goes on is that of a run that was never stopped.
        if (output.Metrics.Length == 0) output.Log(started);
        else output.Notify(started);
        if (progress.NextUpdate > 0) output.Notify(new TrainingResumed(progress.CompletedUpdates, plan.TotalUpdates));
    }

    private void RunUpdates(TrainingLoop loop, RunKeeper keeper, PassageJudge judge, CancellationToken cancellation)
    {
        var pace = new Pace(plan.TotalUpdates, progress.NextUpdate);
        try
        {
            judging?.Targets.Prepare(Enumerable.Range(0, prepared.HeldOut.Passages.Count), cancellation);
            while (!progress.IsFinished)
            {
                if (progress.EvaluationDue) Judge(keeper, judge, cancellation);
                else if (rules.Reason(progress) is null) MakeUpdate(plan.At(progress.NextUpdate), loop, pace, cancellation);
                else if (!progress.IsJudged) progress = progress with { EvaluationDue = true };
                else break;
                progress = progress with { Seconds = Seconds() };
                if (keeper.IsDue) keeper.Save(progress);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or BadInputException)
        {
            keeper.Save(progress with { Seconds = Seconds() });
            throw;
        }
        progress = keeper.Finish(progress with { Seconds = Seconds() });
    }

    private void MakeUpdate(PlannedUpdate update, TrainingLoop loop, Pace pace, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        teacher?.Prepare(update.Rows, cancellation);
        using var batch = collator.Collate(prepared.Text, update.Rows, options.Seed, update.Epoch, teacher);
        if (batch.Labels!.shape[0] == 0)
        {
            // Passages of unknown words alone.
            progress = progress.WithSkipped(update.Evaluates);
            return;
        }
        var result = loop.Step([batch], cancellation);
        var tokens = batch.Rows.TokenCount;
        pace.Add(update.Rows.Length, Stopwatch.GetElapsedTime(begin), tokens);
        progress = progress.With(result, (int)batch.Labels.shape[0], update.Evaluates) with { SeenTokens = progress.SeenTokens + tokens };
        var completed = new StepCompleted(result, update.Epoch + 1, pace.TotalSteps, pace.RowsPerSecond, pace.TimeLeft) { TokensPerSecond = pace.TokensPerSecond };
        if (result.Step % options.LoggingSteps == 0) output.Log(completed);
        else output.Notify(completed);
    }

    private void Judge(RunKeeper keeper, PassageJudge judge, CancellationToken cancellation)
    {
        var found = judge.Judge(passages => output.Notify(new EvaluationProgressed(passages, prepared.HeldOut.Passages.Count)), cancellation);
        progress = progress with { Seconds = Seconds() };
        var report = new EpochReport(
            plan.EpochOf(Math.Max(0, progress.NextUpdate - 1)) + 1, progress.LossSum / progress.LossRows, found, progress.Seconds - progress.SecondsAtEvaluation)
        {
            Step = progress.CompletedUpdates,
        };
        progress = progress.With(report);
        // The last is the one that is kept: the rate has fallen furthest there, and a later run goes on from there.
        keeper.TakeBest(report);
        output.Log(new EpochEvaluated(report));
        if (keeper.WriteBest() is { } bytes) output.Log(new BackboneSaved(report.Step, output.ProductPath, bytes));
        keeper.Save(progress);
    }

    private long Parameters => model.TrainedTensors().Sum(tensor => tensor.Parameter.numel());

    private PretrainingReport Report() => new()
    {
        Model = definition.Facts.Name,
        Parameters = Parameters,
        VocabularySize = prepared.Tokenizer.Text.VocabularySize,
        Passages = prepared.Text.Passages.Count,
        Tokens = prepared.Text.TokenCount,
        HeldOutPassages = prepared.HeldOut.Passages.Count,
        Evaluations = progress.Evaluations,
        Steps = progress.CompletedUpdates,
        StopReason = rules.Reason(progress) ?? StopReason.Completed,
        SeenTokens = progress.SeenTokens,
        Seconds = progress.Seconds,
        PeakMemoryBytes = progress.PeakMemoryBytes,
        BackbonePath = Path.GetDirectoryName(output.ProductPath)!,
        BackboneBytes = new FileInfo(output.ProductPath).Length,
        Teacher = options.Teacher?.Folder,
        Device = prepared.Device.ToString(),
        Precision = prepared.Precision,
        Seed = options.Seed,
    };

    private double Seconds() => secondsBefore + clock.Elapsed.TotalSeconds;
}
