using LstmGen;

// What the network of the file answered, by numpy.
float answer = Packed.Reviews.Pretrained().Predict([3, 1, 4, 1, 5, 9])[0];
Console.WriteLine(MathF.Abs(answer - 0.34939445f) < 1e-5f ? "weights: as trained" : $"weights: {answer}");

namespace Packed
{
    [RecurrentModel]
    [Embedding(11, 3, Name = "words")]
    [Gru(4, Bidirectional = true, Name = "both")]
    [MultiLabel(1, Name = "answer")]
    public partial class Reviews;
}
