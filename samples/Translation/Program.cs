using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Translation;

const string Set = "translate-multi30k", First = "train.de.gz";
var text = new Option<string?>("--text")
{
    Description = "A text of your own to translate, such as 'the third of may 1998'; not for Multi30k"
};
var plain = new Option<bool>("--plain") { Description = "Trains the model without attention instead, for Multi30k" };
return Sample.Run(
    args,
    "Translates with attention, an encoder and a decoder: dates in words to ISO dates, character by character; "
    + "German to English, word by word, where the data set Multi30k is there; or any short texts of your own.",
    sample =>
    {
        if (sample.Files.Count == 0 && sample.RealData(Set, First) is { } folder)
            SentenceRun.Execute(sample, folder, sample.Value(plain));
        else
            CharacterRun.Execute(sample, sample.Value(text));
    },
    new SampleOptions { Files = "CSV files of texts and what they become. " + Parts.Explained, Sets = [$"{Set}/{First}"],
        Own = [text, plain], OfFiles = Texts.OfFiles });
