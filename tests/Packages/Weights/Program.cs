using LstmGen;
using LstmGen.Interchange;

// What the network of the file answered, by numpy.
Packed.Reviews model = Packed.Reviews.Pretrained();
float answer = model.Predict([3, 1, 4, 1, 5, 9])[0];
Console.WriteLine(MathF.Abs(answer - 0.34939445f) < 1e-5f ? "weights: as trained" : $"weights: {answer}");

// To ONNX and back, and the same from the file of Keras that the weights came from.
using var stream = new MemoryStream();
OnnxExport.Save(model, stream);
stream.Position = 0;
Packed.Reviews again = new(seed: 1), keras = new(seed: 2);
WeightLoader.Load(again, WeightFile.Read(stream));
WeightLoader.Load(keras, Path.Combine(AppContext.BaseDirectory, "keras3-words.keras"));
bool same = again.Predict([3, 1, 4, 1, 5, 9])[0] == answer && keras.Predict([3, 1, 4, 1, 5, 9])[0] == answer;
Console.WriteLine(same ? $"interchange: the same by ONNX ({stream.Length} bytes) and by Keras" : "interchange: other outputs");

namespace Packed
{
    [RecurrentModel]
    [Embedding(11, 3, Name = "words")]
    [Gru(4, Bidirectional = true, Name = "both")]
    [MultiLabel(1, Name = "answer")]
    public partial class Reviews;
}
