using PastaGen.Modules;
using PastaGen.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Makes a model of a plan and a backbone: checks that they belong together, fills in what the plan leaves open, loads the weights.</summary>
public static class BackboneLoader
{
    /// <summary>Loads a backbone into a new model, in evaluation mode.</summary>
    /// <param name="definition">The model.</param>
    /// <param name="folder">The backbone; it stays the caller's.</param>
    /// <param name="options">Precision, device, labels, settings.</param>
    /// <exception cref="BadInputException">The backbone is of another architecture or size, its file does not fit, or labels or settings contradict the model.</exception>
    public static LoadedModel Load(ModelDefinition definition, BackboneFolder folder, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(folder);
        options ??= new LoadOptions();
        var facts = definition.Facts;
        var stated = folder.ConfigOf(facts);
        BackboneChecks.Plausible(facts, stated, folder);
        BackboneChecks.Sizes(facts, stated, folder);
        BackboneChecks.Settings(facts, options.Settings);
        var config = WithDropout(stated, options.Dropout);
        var labels = facts.LabelsAreWords || facts.GivesFeatures ? [] : LabelChoice.Choose(facts, stated, folder, options);
        var labelCount = facts.LabelsAreWords ? LabelChoice.Words(facts, stated, folder, options) : labels.Count;
        var shape = new ModelShape(config, labelCount) { Settings = options.Settings };

        var model = Create(definition, shape, folder);
        try
        {
            var report = LoadWeights(model, folder, options);
            model.eval();
            return new LoadedModel(definition, folder, model, labels, report, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    // Settings may contradict the backbone's sizes, which only the module that takes both can tell.
    private static TaskModel Create(ModelDefinition definition, ModelShape shape, BackboneFolder folder)
    {
        try
        {
            return definition.Create(shape);
        }
        catch (UnfitSettingException error)
        {
            throw new BadInputException($"{definition.Facts.Name} cannot be made for {folder.Path}: {error.Message}", error);
        }
    }

    private static BackboneReport LoadWeights(TaskModel model, BackboneFolder folder, LoadOptions options)
    {
        using var scope = NewDisposeScope();
        var device = options.Device ?? CPU;
        var lower = options.Precision == Precision.Bf16;
        // An update below 1/256 of a bf16 weight would be lost, so what is trained stays float32 and autocast rounds it product by product.
        model.UsesAutocast = lower && PrecisionChoice.TrainsBackbone(model.Facts, model.Config);
        var type = lower && !model.UsesAutocast ? ScalarType.BFloat16 : ScalarType.Float32;
        var reader = new BackboneReader(folder.Weights, model.Facts.CheckpointPrefix, type, device, options.HeadFromFile);
        using (no_grad())
        {
            // On the CPU whatever the device, so that a seed means the same values everywhere; what the file holds then takes their place.
            manual_seed(RandomSeeds.ForInitialization(options.Seed));
            model.InitializeTrained();
            model.Load(reader);
            model.StartFromBackbone();
            var report = reader.Report();
            report.ThrowUnlessFits(model.Facts.Name);
            if (device.type != DeviceType.CPU) model.to(device);
            return report;
        }
    }

    private static EncoderConfig WithDropout(EncoderConfig config, double? dropout) =>
        dropout is not { } rate
            ? config
            : config with { HiddenDropout = rate, EmbeddingDropout = rate, AttentionDropout = rate, ClassifierDropout = rate, HeadInputDropout = rate };
}
