using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>A model with its backbone's weights in place. Owns the model, not the folder.</summary>
public sealed class LoadedModel : IDisposable
{
    internal LoadedModel(ModelDefinition definition, BackboneFolder folder, TaskModel model, IReadOnlyList<string> labels, BackboneReport report, LoadOptions options)
    {
        Definition = definition;
        Folder = folder;
        Model = model;
        Labels = labels;
        Report = report;
        Device = options.Device ?? CPU;
        Precision = options.Precision ?? Precision.Fp32;
        PositionsTaken = model.modules().OfType<AdaptationModule>().Sum(adaptation => adaptation.PositionsTaken);
        TrainedParameters = model.TrainedTensors().Sum(tensor => tensor.Parameter.numel());
        // A pooler that the file lacks stands in the plan and not in the model.
        TotalParameters = Facts.Parameters(model.Shape)
            .Where(parameter => parameter.Part != ModelPart.Backbone || parameter.State == ParameterState.Reset
                || parameter.CheckpointName is null || report.NameInFile(parameter.CheckpointName) is not null)
            .Sum(parameter => parameter.Count);
    }

    /// <summary>The entry of the list of models.</summary>
    public ModelDefinition Definition { get; }

    /// <summary>What the compiler knows of the model.</summary>
    public ModelFacts Facts => Definition.Facts;

    /// <summary>The backbone's folder.</summary>
    public BackboneFolder Folder { get; }

    /// <summary>The model.</summary>
    public TaskModel Model { get; }

    /// <summary>The backbone's sizes and settings.</summary>
    public EncoderConfig Config => Model.Config;

    /// <summary>How many of the encoder's positions the adaptations take of every row.</summary>
    public int PositionsTaken { get; }

    /// <summary>The backbone's tokenizer, read at its first use.</summary>
    public TextEncoder Text => Folder.Text;

    /// <summary>The labels' names in id order; empty where the model has no head.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What became of the backbone's file.</summary>
    public BackboneReport Report { get; }

    /// <summary>Where the model lives.</summary>
    public Device Device { get; }

    /// <summary>What products are computed in.</summary>
    public Precision Precision { get; }

    /// <summary>Number of elements that training changes, the head included.</summary>
    public long TrainedParameters { get; }

    /// <summary>Number of elements of the backbone (its pooler where the file holds one), the adaptations and the head.</summary>
    public long TotalParameters { get; }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
