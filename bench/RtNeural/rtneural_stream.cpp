// RTNeural's LSTM as a peer of bench/Peers, for the sample streams: one input, H units, a dense layer to one output, one thread.
//   c++ -O3 -march=native -std=c++17 -DRTNEURAL_USE_EIGEN=1 -DEIGEN_STACK_ALLOCATION_LIMIT=0 -DRTNEURAL_DEFAULT_ALIGNMENT=32
//       -DRTNEURAL_NAMESPACE=RTNeural -I RTNEURAL -I RTNEURAL/modules/json -I /usr/include/eigen3 rtneural_stream.cpp -o rtneural_stream
// Its other backend: -DRTNEURAL_USE_XSIMD=1 -DLABEL='"xsimd"' and the headers of xsimd 10 in Eigen's place.
// Reads "open ID MODE THREADS SECONDS", "sample SECONDS" and "close" from standard input; answers each with JSON.
#include <RTNeural/RTNeural.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#ifndef LABEL
#define LABEL "eigen"
#endif
#ifndef VERSION
#define VERSION ""
#endif

static const int Steps = 512;
static volatile float sink;

static double seconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static long switches()
{
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nivcsw;
}

static double megabytes(const char *key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(key, 0) == 0) return std::atof(line.c_str() + std::strlen(key)) / 1024;
    return 0;
}

static std::vector<std::vector<float>> matrix(std::mt19937 &random, int rows, int columns, float bound)
{
    std::uniform_real_distribution<float> uniform(-bound, bound);
    std::vector<std::vector<float>> values(rows, std::vector<float>(columns));
    for (auto &row : values)
        for (float &v : row) v = uniform(random);
    return values;
}

// Steps through a sequence of samples, one call each.
template <int H>
static std::function<void()> stream()
{
    using Model = RTNeural::ModelT<float, 1, 1, RTNeural::LSTMLayerT<float, 1, H>, RTNeural::DenseT<float, H, 1>>;
    auto model = std::make_shared<Model>();
    std::mt19937 random(1);
    const float bound = 1.0f / std::sqrt(float(H));
    auto &lstm = model->template get<0>();
    auto &dense = model->template get<1>();
    lstm.setWVals(matrix(random, 1, 4 * H, bound));
    lstm.setUVals(matrix(random, H, 4 * H, bound));
    lstm.setBVals(matrix(random, 1, 4 * H, bound)[0]);
    dense.setWeights(matrix(random, 1, H, bound));
    float bias[1] = {0.1f};
    dense.setBias(bias);
    model->reset();
    std::vector<float> input(Steps);
    std::uniform_real_distribution<float> uniform(-1, 1);
    for (float &v : input) v = uniform(random);
    return [model, input] {
        float sum = 0;
        for (float v : input) {
            alignas(RTNEURAL_DEFAULT_ALIGNMENT) float x[1] = {v};
            sum += model->forward(x);
        }
        sink = sum;
    };
}

static std::function<void()> stream(int units)
{
    switch (units) {
        case 16: return stream<16>();
        case 32: return stream<32>();
        case 64: return stream<64>();
        case 128: return stream<128>();
        default: return stream<256>();
    }
}

int main()
{
    std::printf("{\"peer\":\"rtneural\",\"version\":\"%s\",\"label\":\"%s\",\"modes\":[\"stream\"],\"cases\":\"group:sample\"}\n", VERSION, LABEL);
    std::fflush(stdout);
    std::function<void()> run;
    int inner = 1, units = 0;
    double base = 0;
    for (std::string line, verb, id, mode; std::getline(std::cin, line); std::fflush(stdout)) {
        std::istringstream words(line);
        words >> verb;
        if (verb == "open") {
            int threads;
            double budget, once, start = seconds();
            words >> id >> mode >> threads >> budget;
            std::sscanf(id.c_str(), "sample_lstm_h%d", &units);
            std::ofstream("/proc/self/clear_refs") << "5";
            base = megabytes("VmRSS:");
            run = stream(units);
            int runs = 0;
            do {
                double begin = seconds();
                run();
                once = seconds() - begin;
            } while (++runs < 2 || seconds() - start < budget);
            inner = once > 2e-3 ? 1 : int(2e-3 / once) + 1;
            std::printf("{\"once_ms\":%g}\n", once * 1e3);
        } else if (verb == "sample") {
            double budget, start = seconds();
            words >> budget;
            std::ostringstream times, clean;
            times.precision(9);
            const char *comma = "";
            do {
                long before = switches();
                double begin = seconds();
                for (int i = 0; i < inner; i++) run();
                times << comma << (seconds() - begin) / inner / Steps * 1e3;
                clean << comma << (switches() == before ? "true" : "false");
                comma = ",";
            } while (seconds() - start < budget);
            std::printf("{\"t\":[%s],\"clean\":[%s]}\n", times.str().c_str(), clean.str().c_str());
        } else {
            run = nullptr;
            std::printf("{\"rss_base_mb\":%.1f,\"rss_peak_mb\":%.1f,\"params\":%d}\n", base, megabytes("VmHWM:"), 4 * units * (units + 2) + 4 * units + units + 1);
        }
    }
}
