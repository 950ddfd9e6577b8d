using LstmGen;
using LstmGen.Data;
using LstmGen.Samples;
using LstmGen.Samples.Speech;

return Sample.Run(
    args,
    "Recognizes spoken digits in sequences: a BiLSTM over a spectrogram with CTC, and a model that listens while somebody speaks; "
    + "or words of your own.",
    sample =>
    {
        SpeechOptions options = SpeechOptions.Read(sample);
        var report = new SampleReport(sample, "Spoken words");
        Waveform? recording = options.File is null ? null : WavFile.Read(options.File);
        (Recognizer? whole, Recognizer? live) = options.Trained is null ? Trained(sample, report, options) : Loaded(options);
        if (recording is not null)
            Transcribe(report, options, whole!, recording);
        if (options.Live)
        {
            using Stream pcm = options.LiveFile is null ? Console.OpenStandardInput() : File.OpenRead(options.LiveFile);
            LiveRun.Execute(pcm, options.Rate, live!, report);
        }

        report.Save();
    },
    new SampleOptions
    {
        Files = "CSV files that list WAV files of one word each. " + Parts.Explained,
        Sets = [$"{DigitRecordings.Folder}/{DigitRecordings.First}"],
        Own = SpeechOptions.All,
        OfFiles = OwnRecordings.Options,
    });

static (Recognizer? Whole, Recognizer? Live) Trained(Sample sample, SampleReport report, SpeechOptions options)
{
    SpeechData data = SpeechData.Read(sample, options);
    CtcFusion? fusion = options.Fusion(data.Words);
    var run = new SpeechRun(sample, report, data);
    var reader = new SpeechReader(sample.Seed);
    Recognizer whole = run.Train("whole", reader, usual: 14);
    run.Measure("whole", whole, fusion);
    if (options.Model == "whole")
        return (whole, null);
    var listener = new LiveReader(sample.Seed);
    ForwardHalf.Copy(reader, listener);
    Recognizer live = run.Train("live", listener, usual: 24);
    run.Measure("live", live, fusion);
    return (whole, live);
}

static (Recognizer? Whole, Recognizer? Live) Loaded(SpeechOptions options) => (
    options.File is null ? null : Recognizer.Load(options.Trained!, "whole", new SpeechReader()),
    options.Live ? Recognizer.Load(options.Trained!, "live", new LiveReader()) : null);

static void Transcribe(SampleReport report, SpeechOptions options, Recognizer whole, Waveform recording)
{
    (float[] Spectrogram, float[] Probabilities) read = whole.Read(Sound.Samples(recording));
    if (read.Probabilities.Length == 0)
        throw new ArgumentException(
            $"--file is '{options.File}', which lasts {recording.Duration.TotalSeconds:f3} s; at least "
            + $"{(double)Sound.Options.FftSize / Sound.Rate} s are needed.");
    var decoder = new Decoder(whole.Symbols, beams: 10, options.Fusion(whole.Words));
    int[] labels = decoder.Labels(read.Probabilities);
    report.Figure("file", labels.Length == 0 ? "nothing" : whole.Text(labels), options.File!);
    PhrasePictures.Add(report, "file", whole, decoder, read,
        $"{recording.Duration.TotalSeconds:f2} s, {recording.SampleRate} Hz, channels: {recording.Channels}");
}
