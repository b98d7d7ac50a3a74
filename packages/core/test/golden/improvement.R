# Reference values for the effect of an improvement, in base R alone. Run in this folder: Rscript improvement.R
options(digits = 17)
set.seed(7)

json <- function(x) {
  if (is.list(x) && !is.null(names(x))) {
    return(paste0("{", paste0("\"", names(x), "\": ", sapply(x, json), collapse = ", "), "}"))
  }
  if (is.list(x)) return(paste0("[", paste(sapply(x, json), collapse = ", "), "]"))
  if (is.character(x)) return(paste0("\"", x, "\""))
  numbers <- formatC(x, digits = 17, format = "g", width = 1)
  if (length(x) == 1 && is.null(attr(x, "many"))) numbers else paste0("[", paste(numbers, collapse = ", "), "]")
}
many <- function(x) structure(x, many = TRUE)

# Two groups over eight months; the change is in the sixth. Answers from 0 to 10.
draw <- function(n, mean) pmin(10, pmax(0, round(rnorm(n, mean, 2.2))))
months <- 1:8
sizes <- list(changed = c(23, 31, 18, 40, 27, 35, 22, 30), control = c(50, 38, 61, 44, 57, 49, 53, 40))
answers <- do.call(rbind, lapply(months, function(m) rbind(
  data.frame(group = "changed", month = m, score = draw(sizes$changed[m], 6.4 + 0.1 * m + 1.3 * (m >= 6))),
  data.frame(group = "control", month = m, score = draw(sizes$control[m], 7.0 + 0.1 * m)))))

cell <- function(v, group, after) v[answers$group == group & (answers$month >= 6) == after]
signs <- c(1, -1, -1, 1)
four <- function(v) list(cell(v, "changed", TRUE), cell(v, "changed", FALSE), cell(v, "control", TRUE), cell(v, "control", FALSE))

# The mean: the interaction of a saturated lm gives the value; Welch's variance and Satterthwaite's degrees of freedom.
saturated <- lm(score ~ I(group == "changed") * I(month >= 6), data = answers)
cells <- four(answers$score)
v <- sapply(cells, function(x) var(x) / length(x))
df <- sum(v)^2 / sum(v^2 / (sapply(cells, length) - 1))
value <- sum(signs * sapply(cells, mean))
stopifnot(all.equal(unname(coef(saturated)[4]), value))
se <- sqrt(sum(v))
mean_effect <- list(value = value, se = se, low = value - qt(.975, df) * se, high = value + qt(.975, df) * se,
  p = 2 * pt(-abs(value / se), df))

# Shares: Price and Bonett (2004). Top three points of eleven.
x <- sapply(four(answers$score >= 8), sum)
n <- sapply(cells, length)
share <- (x + 2 / 4) / (n + 4 / 4)
centre <- 100 * sum(signs * share)
se <- 100 * sqrt(sum(share * (1 - share) / (n + 1)))
share_effect <- list(value = 100 * sum(signs * x / n), se = se, low = centre - qnorm(.975) * se, high = centre + qnorm(.975) * se,
  p = 2 * pnorm(-abs(centre / se)))

# NPS: three answers more in each cell (Rocks 2016).
p <- sapply(four(answers$score >= 9), sum)
d <- sapply(four(answers$score <= 6), sum)
net <- (p - d) / (n + 3)
variance <- ((p + .75) / (n + 3) + (d + .75) / (n + 3) - net^2) / (n + 3)
centre <- 100 * sum(signs * net)
se <- 100 * sqrt(sum(variance))
nps_effect <- list(value = 100 * sum(signs * (p - d) / n), se = se, low = centre - qnorm(.975) * se, high = centre + qnorm(.975) * se,
  p = 2 * pnorm(-abs(centre / se)))

# Parallel trends of the means before the change: lm with the reciprocal sampling variances as weights, taken as known.
monthly <- function(group) tapply(answers$score[answers$group == group], answers$month[answers$group == group], mean)
gap <- as.vector(monthly("changed") - monthly("control"))
within <- function(group) {
  rows <- answers[answers$group == group & answers$month < 6, ]
  summary(lm(score ~ factor(month), data = rows))$sigma^2
}
w <- 1 / (within("changed") / sizes$changed + within("control") / sizes$control)
line <- lm(gap[1:5] ~ I(1:5), weights = w[1:5])
slope_se <- sqrt(summary(line)$cov.unscaled[2, 2])
level <- sum((w * gap)[1:5]) / sum(w[1:5])
chi <- sum((w * (gap - level)^2)[1:5])
apart <- weighted.mean(6:8, sizes$changed[6:8]) - weighted.mean(1:5, sizes$changed[1:5])
parallel <- list(slope = unname(coef(line)[2]), low = unname(coef(line)[2]) - qnorm(.975) * slope_se,
  high = unname(coef(line)[2]) + qnorm(.975) * slope_se, p = 2 * pnorm(-abs(unname(coef(line)[2])) / slope_se),
  wouldAdd = apart * unname(coef(line)[2]), chiSquared = chi, pSame = pchisq(chi, 4, lower.tail = FALSE))
across <- t.test(gap[6:8], gap[1:5], var.equal = TRUE)
across_periods <- list(value = mean(gap[6:8]) - mean(gap[1:5]), low = across$conf.int[1], high = across$conf.int[2],
  p = across$p.value)

# A series of 30 months with seasons, the change in month 19; month 18 left out as transition, as is month 30, in progress.
labels <- sprintf("%d-%02d", 2023 + (0:29) %/% 12, (0:29) %% 12 + 1)
series_n <- sample(40:90, 30, replace = TRUE)
series_answers <- do.call(rbind, lapply(1:30, function(t) data.frame(t = t,
  score = draw(series_n[t], 6 + 0.02 * t + 0.5 * sin(2 * pi * t / 12) + 0.9 * (t >= 19) - 0.03 * pmax(0, t - 19)))))
y <- as.vector(tapply(series_answers$score, series_answers$t, mean))
kept <- setdiff(1:29, 18)
at <- (1:30) - 19
sampling <- summary(lm(score ~ factor(t), data = series_answers[series_answers$t %in% kept, ]))$sigma^2

segmented <- function(weights, seasonal, sampling = 0) {
  after <- as.numeric(at >= 0)
  frame <- data.frame(y = y, at = at, after = after, later = after * at, season = factor((0:29) %% 12), weights = weights)[kept, ]
  fit <- if (seasonal) lm(y ~ at + after + later + season, frame, weights = weights)
    else lm(y ~ at + after + later, frame, weights = weights)
  list(fit = fit, sigma2 = max(summary(fit)$sigma^2, sampling), X = model.matrix(fit), w = weights[kept], df = fit$df.residual)
}
report <- function(m, V, errors) {
  k <- length(coef(m$fit))
  unit <- function(j) as.numeric(seq_len(k) == j)
  average <- unit(3) + mean(at[kept][at[kept] >= 0]) * unit(4)
  one <- function(weights) {
    value <- sum(weights * coef(m$fit))
    se <- sqrt(as.numeric(t(weights) %*% V %*% weights))
    list(value = value, se = se, low = value - qt(.975, m$df) * se, high = value + qt(.975, m$df) * se,
      p = 2 * pt(-abs(value / se), m$df))
  }
  now <- m$X[nrow(m$X), ]
  e <- residuals(m$fit)
  list(errors = errors, average = one(average), levelChange = one(unit(3)), slopeChange = one(unit(4)), trendBefore = one(unit(2)),
    autocorrelation = sum(e[-1] * e[-length(e)]) / sum(e^2), last = one(now), fitted = many(unname(fitted(m$fit))))
}
classical <- function(m) m$sigma2 * solve(t(m$X) %*% (m$w * m$X))
# sandwich::NeweyWest(fit, lag, prewhite = FALSE, adjust = TRUE), by its definition
newey_west <- function(m, lag) {
  u <- m$X * m$w * residuals(m$fit)
  T <- nrow(u)
  meat <- t(u) %*% u
  for (l in seq_len(lag)) {
    g <- t(u[(l + 1):T, ]) %*% u[1:(T - l), ]
    meat <- meat + (1 - l / (lag + 1)) * (g + t(g))
  }
  bread <- solve(t(m$X) %*% (m$w * m$X))
  T / (T - ncol(u)) * bread %*% meat %*% bread
}
plain <- segmented(rep(1, 30), FALSE)
weighted <- segmented(series_n, FALSE, sampling)
seasonal <- segmented(series_n, TRUE, sampling)
usual <- floor(4 * (length(kept) / 100)^(2 / 9))

counts <- function(rows, by) unname(lapply(split(rows, by), function(r) many(sapply(0:10, function(s) sum(r$score == s)))))
out <- list(
  source = paste0(R.version.string, ": Rscript improvement.R (base R; lm, t.test and the Newey–West formula of sandwich)"),
  answers = list(
    changed = counts(answers[answers$group == "changed", ], answers$month[answers$group == "changed"]),
    control = counts(answers[answers$group == "control", ], answers$month[answers$group == "control"])),
  mean = mean_effect, share = share_effect, nps = nps_effect, parallel = parallel, acrossPeriods = across_periods,
  series = list(labels = many(0), answers = counts(series_answers, series_answers$t), values = many(y),
    sampling = sampling, usualLag = usual,
    plain = report(plain, classical(plain), "overdispersion"),
    weighted = report(weighted, classical(weighted), "overdispersion"),
    neweyWest = report(weighted, newey_west(weighted, usual), "Newey–West"),
    lag4 = report(plain, newey_west(plain, 4), "Newey–West"),
    seasonal = report(seasonal, classical(seasonal), "overdispersion"),
    dispersion = summary(weighted$fit)$sigma^2 / sampling))
out$series$labels <- NULL
text <- gsub("Newey–West", "Newey-West", json(out))
writeLines(text, "improvement.json")
