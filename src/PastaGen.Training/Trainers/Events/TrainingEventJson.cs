using System.Text.Json;

namespace PastaGen.Training;

/// <summary>Events as lines of metrics.jsonl.</summary>
internal static class TrainingEventJson
{
    /// <summary>Writes an event as one object.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="happened">The event; one that only a person is told of is an object without content.</param>
    public static void Write(Utf8JsonWriter json, TrainingEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("event", happened.Name);
        switch (happened)
        {
            case TrainingStarted started:
                json.WriteString("model", started.Model);
                if (started.Stages > 1)
                {
                    json.WriteNumber("stage", started.Stage);
                    json.WriteNumber("stages", started.Stages);
                }
                json.WriteNumber("rows", started.Rows);
                json.WriteNumber("cut_rows", started.CutRows);
                json.WriteNumber("dev_rows", started.DevRows);
                json.WriteNumber("total_steps", started.TotalSteps);
                JsonText.WriteCounts(json, "labels", started.Labels);
                json.WriteNumber("trained_parameters", started.TrainedParameters);
                json.WriteNumber("total_parameters", started.TotalParameters);
                json.WriteString("precision", started.Precision.Precision.Name());
                json.WriteString("precision_reason", started.Precision.Reason);
                break;
            case TrainingWarned warned:
                json.WriteString("sentence", warned.Sentence);
                break;
            case StepCompleted step:
                json.WriteNumber("step", step.Result.Step);
                json.WriteNumber("epoch", step.Epoch);
                json.WriteNumber("loss", step.Result.Loss);
                if (step.Result.AuxiliaryLoss is { } auxiliary) json.WriteNumber("teacher_loss", auxiliary);
                json.WriteNumber("gradient_norm", step.Result.GradientNorm);
                json.WriteNumber("learning_rate", step.Result.LearningRate);
                json.WriteNumber("rows_per_second", Math.Round(step.RowsPerSecond, 1));
                if (step.TokensPerSecond is { } speed) json.WriteNumber("tokens_per_second", Math.Round(speed));
                break;
            case EpochEvaluated evaluated:
                evaluated.Epoch.WriteContent(json);
                break;
            case DeltaSaved saved:
                json.WriteNumber("epoch", saved.Epoch);
                json.WriteString("path", saved.Path);
                json.WriteNumber("bytes", saved.Bytes);
                break;
            case PretrainingStarted begun:
                json.WriteString("model", begun.Model);
                json.WriteNumber("parameters", begun.Parameters);
                json.WriteNumber("vocabulary_size", begun.VocabularySize);
                json.WriteNumber("passages", begun.Passages);
                json.WriteNumber("tokens", begun.Tokens);
                json.WriteNumber("held_out_passages", begun.HeldOutPassages);
                json.WriteNumber("total_steps", begun.TotalSteps);
                json.WriteString("precision", begun.Precision.Precision.Name());
                json.WriteString("precision_reason", begun.Precision.Reason);
                break;
            case BackboneSaved kept:
                json.WriteNumber("step", kept.Step);
                json.WriteString("path", kept.Path);
                json.WriteNumber("bytes", kept.Bytes);
                break;
            case PretrainingFinished pretrained:
                json.WriteNumber("steps", pretrained.Report.Steps);
                json.WriteString("stop_reason", pretrained.Report.StopReason.Name());
                json.WriteNumber("seen_tokens", pretrained.Report.SeenTokens);
                json.WriteNumber("seconds", Math.Round(pretrained.Report.Seconds, 3));
                break;
            case TrainingFinished finished:
                WriteReport(json, finished.Report);
                break;
            case StageFinished stage:
                WriteReport(json, stage.Report);
                break;
        }
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, TrainingReport report)
    {
        json.WriteNumber("steps", report.Steps);
        json.WriteString("stop_reason", report.StopReason.Name());
        json.WriteNumber("best_epoch", report.Best.Epoch);
        json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
    }
}
