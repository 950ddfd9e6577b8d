using System.Numerics.Tensors;
using LstmGen;
using LstmGen.Data;

// A TSV file with a label and a text in each row, dotnet run -c Release -- reviews.tsv, or these examples.
IReadOnlyList<LabeledText> examples = args is [var file]
    ? Tsv.Read(file)
    :
    [
        new("good", "A joy to watch from the first scene to the last."), new("bad", "Dull, long and badly acted."),
        new("good", "Funny, warm and well acted."), new("bad", "I left before the end, bored."),
        new("good", "The best film of the year."), new("bad", "The worst film of the year."),
        new("good", "Watch it, it is wonderful."), new("bad", "Do not watch it, it is a waste of time."),
    ];

// Words that are not among the first 5000 become <unk>.
var tokenizer = new RegexTokenizer(lowerCase: true);
Vocabulary words = Vocabulary.Build(TextSets.Tokens(examples, tokenizer), maxSize: TextClassifier.Description.Vocabulary);
LabelSet labels = LabelSet.Build(examples.Select(example => example.Label));
SequenceSet train = TextSets.Classification(examples, tokenizer, words, labels);

var model = new TextClassifier(seed: 1);
model.Fit(train, new FitOptions
{
    Epochs = 40, BatchSize = 4, Optimizer = new Adam(0.01), ClipNorm = 1, Progress = TrainingProgress.Console,
});
model.Save("classifier.safetensors", new ModelSaveOptions
{
    Names = new ModelNames { Classes = new Dictionary<string, IReadOnlyList<string>> { ["head"] = labels.Names } },
});
words.Save("words.txt");

// What a program that only classifies does.
TextClassifier loaded = TextClassifier.Load("classifier.safetensors");
Vocabulary itsWords = Vocabulary.Load("words.txt");
IReadOnlyList<string> classes = ModelFile.ReadNames("classifier.safetensors").Classes["head"];
foreach (string text in (string[])["what a joy", "a waste of time"])
{
    ReadOnlySpan<float> chances = loaded.Predict(itsWords.Encode(tokenizer.Tokenize(text)));
    Console.WriteLine($"\"{text}\" is {classes[TensorPrimitives.IndexOfMax(chances)]}");
}
