using LstmGen;

System.Console.WriteLine(Packed.Reviews.Pretrained().Describe());

namespace Packed
{
    [RecurrentModel]
    [Embedding(11, 3, Name = "words")]
    [Gru(5, Bidirectional = true, Name = "both")]
    [MultiLabel(1, Name = "answer")]
    public partial class Reviews;
}
