using PastaGen.Models;
using PastaGen.Training;

namespace PastaGen.Host.Tests.Docs;

/// <summary>The C# of the README, as it is compiled and run.</summary>
internal static class ReadmeProgram
{
    internal static void Run(string backbone, string train, string dev, string output)
    {
        using var classifier = BertPasta.LoadBackbone(backbone);
        classifier.Train(train, dev, output, new TrainingOptions { LearningRate = 3e-3 });
        var prediction = classifier.Predict("a moving and often wonderful film .");
        Console.WriteLine($"{prediction.Label} {prediction.Probabilities[prediction.LabelId]:p0}");
    }
}
