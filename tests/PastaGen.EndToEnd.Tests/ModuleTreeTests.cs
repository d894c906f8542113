using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests;

/// <summary>What the plan says of a model is what its module tree holds.</summary>
public class ModuleTreeTests
{
    public static TheoryData<string> Models =>
        [nameof(BertPasta), nameof(BertFull), nameof(BertHeadOnly), nameof(BertTokenPasta), nameof(BertTokenFull), nameof(BertMaskedLmFull)];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_state_dict_has_exactly_the_plans_names_and_shapes(string name)
    {
        using var model = Load(name);
        using var scope = NewDisposeScope();

        var planned = model.Model.Facts.Parameters(model.Model.Shape).Select(parameter => $"{RegisteredName(parameter.Name)} [{string.Join(", ", parameter.Shape)}]");
        var held = model.Model.state_dict().Select(pair => $"{pair.Key} [{string.Join(", ", pair.Value.shape)}]");

        Assert.Equal(planned.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void What_requires_a_gradient_is_what_the_plan_trains_and_what_a_delta_holds(string name)
    {
        using var model = Load(name);
        var plan = model.Model.Facts.Parameters(model.Model.Shape);

        Assert.Equal(
            plan.Where(parameter => parameter.State != ParameterState.Frozen).Select(parameter => RegisteredName(parameter.Name)).Order(),
            model.Model.named_parameters().Where(item => item.parameter.requires_grad).Select(item => item.name).Order());
        Assert.Equal(
            plan.Where(parameter => parameter.State != ParameterState.Frozen).Select(parameter => parameter.DeltaName).Order(),
            model.Model.TrainedTensors().Select(tensor => tensor.DeltaName).Order());
    }

    private static LoadedModel Load(string name)
    {
        using var folder = new TemporaryFolder();
        using var backbone = BackboneFolder.Open(new TinyBackbone(folder["backbone"], seed: 1).Folder);
        var definition = CompiledModels.All.Single(model => model.Facts.Name == name);
        return BackboneLoader.Load(definition, backbone, new LoadOptions { LabelCount = definition.Facts.LabelsAreWords ? TinyBackbone.Words : 3 });
    }

    // A module is registered under its member's name in camel case; weight and bias already are.
    private static string RegisteredName(string name) => string.Join('.', name.Split('.').Select(part => char.ToLowerInvariant(part[0]) + part[1..]));
}
