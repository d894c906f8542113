using PastaGen.Training;
using PastaGen.UserProgram;

// train BACKBONE TRAIN DEV OUTPUT, and in another run: predict BACKBONE DELTA TEXT
using var classifier = SentimentModel.LoadBackbone(args[1]);
if (args[0] == "train")
{
    var trainer = classifier.CreateTrainer(new TrainingOptions { Epochs = 8, BatchSize = 4, LearningRate = 0.02, Dropout = 0 });
    await foreach (var happened in trainer.TrainAsync(train: args[2], dev: args[3], output: args[4]))
        if (happened is EpochEvaluated judged) Console.WriteLine($"epoch {judged.Epoch.Epoch}: accuracy {judged.Epoch.Metrics["accuracy"]:p0}");
    return;
}
Prediction<Sentiment> prediction = classifier.LoadDelta(args[2]).Predict(args[3]);
Console.WriteLine(prediction.Label is Sentiment.Positive ? $"worth seeing ({prediction.Probability:p0})" : $"not worth it ({prediction.Probability:p0})");
