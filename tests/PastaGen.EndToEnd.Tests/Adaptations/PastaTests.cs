using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Models;
using PastaGen.Training;
using PastaGen.UserAdaptation;

namespace PastaGen.EndToEnd.Tests.Adaptations;

/// <summary>Special token adaptation in one of its forms: <c>h_i + v</c> at the input of adapted layers.</summary>
/// <param name="model">The model.</param>
/// <param name="shape">Vectors by layers and occurrences.</param>
/// <param name="place">The place of a layer's and an occurrence's vector, both counted from 0, among those; null where there is none.</param>
public abstract class PastaFormTests(ModelDefinition model, (int Layers, int Occurrences) shape, Func<int, int, (int Layer, int Occurrence)?> place) : AdaptationTests(model)
{
    protected override Dictionary<string, double> Settings => new() { ["pasta.occurrences"] = TinyBackbone.Occurrences };

    protected override bool StartsAtBase => false;

    protected override long Count => shape.Layers * shape.Occurrences * TinyBackbone.Hidden;

    private protected override PlainEncoder Formula(PlainWeights plain, IReadOnlyDictionary<string, double[]> trained) =>
        new(plain.Values, TinyBackbone.Layers, TinyBackbone.Hidden, TinyBackbone.Heads, TinyBackbone.Intermediate)
        {
            Vector = (layer, ordinal) => ordinal > 0 && place(layer, ordinal - 1) is { } at
                ? trained["vectors"].AsSpan(((at.Layer * shape.Occurrences) + at.Occurrence) * TinyBackbone.Hidden, TinyBackbone.Hidden).ToArray()
                : null,
        };
}

/// <summary>A vector for each special token and layer.</summary>
public class PastaTests() : PastaFormTests(BertPasta.Definition, (TinyBackbone.Layers, TinyBackbone.Occurrences), (layer, occurrence) => (layer, occurrence));

/// <summary>Vectors that start at zero.</summary>
public class PastaFromZeroTests() : PastaFormTests(BertFromZero.Definition, (TinyBackbone.Layers, TinyBackbone.Occurrences), (layer, occurrence) => (layer, occurrence))
{
    protected override bool StartsAtBase => true;
}

/// <summary>A vector a layer for the first special token alone.</summary>
public class PastaFirstTokenTests() : PastaFormTests(BertFirstToken.Definition, (TinyBackbone.Layers, 1), (layer, occurrence) => occurrence == 0 ? (layer, 0) : null);

/// <summary>A vector a layer for all special tokens.</summary>
public class PastaSharedTokensTests() : PastaFormTests(BertSharedTokens.Definition, (TinyBackbone.Layers, 1), (layer, _) => (layer, 0));

/// <summary>Vectors that all layers share.</summary>
public class PastaSharedLayersTests() : PastaFormTests(BertSharedLayers.Definition, (1, TinyBackbone.Occurrences), (_, occurrence) => (0, occurrence));

/// <summary>Vectors of one layer alone.</summary>
public class PastaSecondLayerTests() : PastaFormTests(BertSecondLayer.Definition, (1, TinyBackbone.Occurrences), (layer, occurrence) => layer == 1 ? (0, occurrence) : null);

/// <summary>Vectors for special tokens behind the first, from a layer on.</summary>
public class PastaLaterTokensTests() : PastaFormTests(
    BertLaterTokens.Definition, (TinyBackbone.Layers - 1, TinyBackbone.Occurrences - 1), (layer, occurrence) => layer > 0 && occurrence > 0 ? (layer - 1, occurrence - 1) : null);

/// <summary>One vector for all special tokens behind the first and all layers.</summary>
public class PastaSharedAlwaysTests() : PastaFormTests(BertSharedAlways.Definition, (1, 1), (_, occurrence) => occurrence > 0 ? (0, 0) : null);
