using PastaGen.Text;
using PastaGen.Training;
using SupportRequests;

// BACKBONE DATA OUTPUT: learns from DATA/train.tsv, is judged by DATA/dev.tsv, and then routes the requests that it reads, one a line.
if (args is not [var backbone, var data, var output])
{
    Console.Error.WriteLine("usage: SupportRequests BACKBONE DATA OUTPUT");
    return 2;
}
try
{
    using var classifier = SupportRequestModel.LoadBackbone(backbone);
    var trainer = classifier.CreateTrainer(new TrainingOptions { Epochs = 10, LearningRate = 1e-2, WarmupRatio = 0.06, MaxLength = 96 });
    await foreach (var happened in trainer.TrainAsync(Path.Combine(data, "train.tsv"), Path.Combine(data, "dev.tsv"), output))
        if (happened is EpochEvaluated judged) Console.WriteLine($"epoch {judged.Epoch.Epoch}: accuracy {judged.Epoch.Metrics["accuracy"]:p1}");

    while (Console.ReadLine() is { Length: > 0 } request)
    {
        Prediction<Department> prediction = classifier.Predict(request);
        Console.WriteLine($"{prediction.Label} ({prediction.Probability:p0}): {request}");
    }
    return 0;
}
catch (BadInputException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
