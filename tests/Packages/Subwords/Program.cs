using LstmGen;
using LstmGen.Data;

// A tiktoken file of single bytes and one word; its ids train a model, and come back from the model's file.
File.WriteAllLines(
    "small.tiktoken",
    [.. Enumerable.Range(0, 256).Select(value => $"{Convert.ToBase64String([(byte)value])} {value}"), "dGg= 256", "dGhl 257"]);
SubwordVocabulary vocabulary = SubwordVocabulary.Tiktoken("small.tiktoken", SubwordVocabulary.Gpt2Pattern);
var model = new Writer(seed: 1);
model.Fit(SubwordSets.NextToken(["the end", "the start"], vocabulary), new FitOptions { Epochs = 2 });
model.Save("writer.safetensors", new ModelSaveOptions
{
    Metadata = new Dictionary<string, string> { ["vocabulary"] = vocabulary.ToText() }
});
SubwordVocabulary again = SubwordVocabulary.FromText(ModelFile.ReadMetadata("writer.safetensors")["vocabulary"]);
Console.WriteLine($"subwords: {again.Decode(vocabulary.Encode("the end"))}, {again.Encode("the end").Length} ids");

[RecurrentModel]
[Embedding(258, 8)]
[Lstm(8)]
[LanguageModel]
public partial class Writer;
