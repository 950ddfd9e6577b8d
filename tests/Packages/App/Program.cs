// The package comes by way of the library.
using Library;
using LstmGen;

SequenceSet set = SequenceSet.FromTokens([[1, 2, 3], [4, 5], [1, 3], [5, 4, 4]]).WithClasses([0, 1, 0, 1]);
var model = new Sentiment(seed: 1);
model.Fit(set, new FitOptions { Epochs = 40, Optimizer = new Adam(0.01f) });
Console.WriteLine($"app: {(model.Predict([1, 2])[0] > 0.5f ? "learnt" : "not learnt")}");
