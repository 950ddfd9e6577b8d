using LstmGen.Data;
using LstmGen.Samples;
using LstmGen.Samples.SensorClassifier;

return Sample.Run(
    args,
    "Classifies recordings of sensors: speakers by twelve channels of varying length, with an LSTM and a GRU; or recordings of your own.",
    sample =>
    {
        var report = new SampleReport(sample, "Sensor classifier");
        string? vowels = sample.Files.Count > 0 ? null : sample.RealData("seqclass-japanesevowels", "JapaneseVowels_TRAIN.ts");
        SensorData data;
        if (sample.Files.Count > 0)
            data = SensorData.Own(sample);
        else if (vowels is not null)
            data =
                SensorData.Of(
                    TsFile.Read(Path.Combine(vowels, "JapaneseVowels_TRAIN.ts")),
                    TsFile.Read(Path.Combine(vowels, "JapaneseVowels_TEST.ts")), "nearest neighbour 95.95 %");
        else
            data = MadeSensors.Create(sample.Seed);
        SensorData.Require(sample, data.Train.FeatureCount, data.Classes.Count);
        ClassifierRun.Execute(sample, report, "LSTM", new SpeakerLstm(sample.Seed), data, usual: 60, fast: 10);
        ClassifierRun.Execute(sample, report, "GRU", new SpeakerGru(sample.Seed), data, usual: 60, fast: 10);

        if (sample.Files.Count == 0 && sample.RealData("seqclass-italypowerdemand", "ItalyPowerDemand_TRAIN.ts") is { } demand)
        {
            data = SensorData.Of(
                TsFile.Read(Path.Combine(demand, "ItalyPowerDemand_TRAIN.ts")),
                TsFile.Read(Path.Combine(demand, "ItalyPowerDemand_TEST.ts")), "nearest neighbour 95.53 %");
            ClassifierRun.Execute(sample, report, "ItalyPowerDemand", new SeasonLstm(sample.Seed), data, usual: 150, fast: 10);
        }

        report.Save();
    },
    new SampleOptions
    {
        Files = RecordingFile.Files,
        Sets = ["seqclass-japanesevowels/JapaneseVowels_TRAIN.ts", "seqclass-italypowerdemand/ItalyPowerDemand_TRAIN.ts"],
        OfFiles = RecordingFile.Options,
    });
