using LstmGen.Data;
using LstmGen.Samples;
using LstmGen.Samples.SensorClassifier;

return Sample.Run(args, "Classifies recordings of sensors: speakers by twelve channels of varying length, with an LSTM and a GRU.", sample =>
{
    var report = new SampleReport(sample, "Sensor classifier");
    string? vowels = sample.RealData("seqclass-japanesevowels", "JapaneseVowels_TRAIN.ts");
    (TsData train, TsData test) = vowels is null
        ? MadeSensors.Create((ulong)sample.Seed)
        : (TsFile.Read(Path.Combine(vowels, "JapaneseVowels_TRAIN.ts")), TsFile.Read(Path.Combine(vowels, "JapaneseVowels_TEST.ts")));
    string floor = vowels is null ? "" : "nearest neighbour 95.95 %";
    ClassifierRun.Execute(sample, report, "LSTM", new SpeakerLstm(sample.Seed), train, test, usual: 60, fast: 10, floor);
    ClassifierRun.Execute(sample, report, "GRU", new SpeakerGru(sample.Seed), train, test, usual: 60, fast: 10, floor);

    if (sample.RealData("seqclass-italypowerdemand", "ItalyPowerDemand_TRAIN.ts") is { } demand)
    {
        ClassifierRun.Execute(
            sample, report, "ItalyPowerDemand", new SeasonLstm(sample.Seed),
            TsFile.Read(Path.Combine(demand, "ItalyPowerDemand_TRAIN.ts")), TsFile.Read(Path.Combine(demand, "ItalyPowerDemand_TEST.ts")),
            usual: 150, fast: 10, "nearest neighbour 95.53 %");
    }

    report.Save();
});
